# English wording of every finding. Message: a lower-case fragment without a full stop, user text in
# back-ticks. What to do goes in `.help`.

## 00 reading documents

DW0001 = not valid JSON: { $problem ->
        [truncated] the text ends before the document is whole
        [value-expected] a value is expected here
        [key-expected] a key in double quotes is expected here
        [colon-expected] a colon is expected after the key
        [comma-expected] a comma or a closing bracket is expected here
        [trailing-comma] a comma stands before a closing bracket
        [wrong-bracket] the bracket does not close what is open
        [end-expected] something follows the end of the document
        [separator-expected] white space is expected between two documents
        [digit-expected] a digit is expected here
        [leading-zero] a number starts with a needless zero
        [control-character] a text holds a line break or another control character that is not escaped
        [bad-escape] a backslash is not followed by a known escape
        [lone-surrogate] half of a surrogate pair stands alone
       *[other] { $problem }
    }
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
