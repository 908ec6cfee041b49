# English wording of every finding. Message: a lower-case fragment without a full stop, user text in
# back-ticks. What to do goes in `.help`.

## 00 reading documents

DW0001 = not valid JSON: { $problem }
    .help = Export the document again, or correct it at the place shown.
DW0002 = not UTF-8 at byte { $offset }
    .help = Save the file as UTF-8 and try again.
DW0003 = nested deeper than { $limit } levels
    .help = No table map, schema or record nests this deep; check that the right file was given.
DW0004 = larger than the limit of { $limit } bytes
    .help = Split the input, or pass it as a stream.
DW0005 = key `{ $key }` occurs more than once
    .help = Remove one of them. Readers of JSON differ in which one they use.

## 01 table maps

## 02 maps against schemas

## 03 filters

## 04 value transforms

## 05 keys and company

## 06 schemas

## 10 routing of a record

## 11 values of a record

## 12 lookups and answers

## 13 batches
