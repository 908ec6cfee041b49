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

DW0301 = Dataverse filter does not parse at character { $position }: expected { $expected ->
        [operand] a column or a constant
        [operator] an operator or the end
        [close] `)`
        [quote] the closing quote
        [constant] a number, a date or a GUID
        [name] a name
        [colon] `:`
       *[other] something else
    }, found { $rest ->
        [0] the end
       *[other] `{ $found }`
    }
    .help = Correct the filter: columns and constants compared by eq, ne, gt, ge, lt, le, joined by and, or, not, as in `statecode eq 0 and name ne null`.
DW0302 = Finance filter does not parse at character { $position }: expected { $expected ->
        [operand] a column or a constant
        [operator] an operator or the end
        [close] `)`
        [quote] the closing quote
        [constant] a number, a date or a GUID
        [name] a name
        [colon] `:`
       *[other] something else
    }, found { $rest ->
        [0] the end
       *[other] `{ $found }`
    }
    .help = Correct the range: every comparison in parentheses, joined by && or ||, as in `((PartyType == "Person") || (PartyType == "Organization"))`.
DW0303 = filter nests deeper than { $limit } levels
    .help = Remove parentheses that are not needed, or check that the text is a filter at all.
DW0304 = dual-write does not support { $kind ->
        [function] the function `{ $feature }`
        [operator] the operator `{ $feature }`
        [navigation] the path `{ $feature }` to another table
        [lambda] any or all over `{ $feature }`
        [parameter] the parameter `{ $feature }`
        [enum-constant] the enum constant `{ $feature }`
        [list] lists
       *[condition-as-value] conditions as values
    } in a filter
    .help = Filter on columns of the table itself, compared with constants by the six comparison operators. Where more is needed, keep the result in a column of the table, such as a calculated two-option column.
DW0305 = { $kind ->
        [column-comparison] two columns are compared by `{ $feature }`
        [constant-first] the constant stands before `{ $feature }`
        [no-column] no column takes part in the comparison by `{ $feature }`
       *[bare-value] a column or constant stands alone as a condition
    }, which no published filter does
    .help = Write column, operator, constant, as in `msdyn_sellable eq true`; whether dual-write accepts other forms is not documented.
DW0306 = keyword `{ $written }` is not in lower case
    .help = Write `{ $proper }`.
DW0307 = `{ $written }` is no operator of { $language ->
        [odata] a Dataverse filter
       *[xpp] a Finance filter
    }
    .help = Write `{ $proper }`. Dataverse filters are OData, Finance filters are X++ ranges.
DW0308 = { $kind ->
        [left] `{ $written }` on the left of the comparison is no column
       *[right] `{ $written }` on the right of the comparison is no constant
    }
    .help = Write field, operator, constant. Constant texts and enum members stand in quotes, as in `(PartyType == "Person")`.
DW0309 = part of the Finance filter stands without parentheses
    .help = Put parentheses around every comparison and around the whole range.
DW0310 = filter names column `{ $column }`, which `{ $table }` does not have
    .help = Correct the name. { $near ->
        [0] No known name is near it.
       *[other] Did you mean `{ $suggestion }`?
    }
DW0311 = filter compares `{ $column }` ({ $type }) with `{ $written }`, which is not of that type
    .help = Compare with a constant of the column's type; such a comparison fails or is never true.
DW0312 = filter compares choice `{ $column }` with `{ $written }` in quotes
    .help = Write the number without quotes, as published maps do.
DW0313 = filter compares `{ $column }` with `{ $member }`, which is no member of its enum
    .help = Correct the member name; such a comparison fails or is never true. { $near ->
        [0] No known name is near it.
       *[other] Did you mean `{ $suggestion }`?
    }
DW0314 = filter compares choice `{ $column }` with { $written }, which is none of its options
    .help = Use a number that the choice has, or add the option.

## 04 value transforms

## 05 keys and company

## 06 schemas

## 10 routing of a record

## 11 values of a record

## 12 lookups and answers

## 13 batches
