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

DW0401 = the value map does not name `{ $value }`
    .help = Add the value to the value map. Without an entry it passes through unchanged and usually fails the type conversion of the other side.
DW0402 = the value map does not name `{ $value }`
    .help = Add the value to the value map. The rule `unmapped-value` is set to refuse.
DW0403 = value map key `{ $key }` stands for `{ $value }`
    .help = Write the element name as the key: whether dual-write accepts ordinals and labels is not documented.
DW0404 = several value map keys match `{ $value }` ignoring case; `{ $key }` is taken
    .help = Keep one of the keys that differ only by case.
DW0405 = { $count } value map keys have the value `{ $value }`; `{ $key }` is taken
    .help = The first key in the document is taken. Put the right one first, or give each key a value of its own.
DW0406 = { $count } value map keys have the value `{ $value }`
    .help = Give each key a value of its own. The rule `reverse-ambiguity` is set to refuse.
DW0407 = transform `{ $kind }` is unknown
    .help = Dual-write has Default and ValueMap. What this transform makes of the value cannot be told.

## 05 keys and company

## 06 schemas

## 10 routing of a record

## 11 values of a record

DW1101 = text of { $length } characters is too long for column `{ $column }`, which holds { $limit }
    .help = Shorten the text, or widen the column. Dataverse refuses the whole record. Characters count as in JavaScript: an emoji counts two or more.
DW1102 = text of { $length } characters is longer than Finance field `{ $column }`, which holds { $limit }
    .help = Shorten the text. Whether Finance refuses or cuts it is not documented.
DW1103 = cannot convert the literal `{ $value }` to { $type } for column `{ $column }`
    .help = Correct the value, add a value map or a Default to the row, or map a column of a matching type.
DW1104 = `{ $value }` is neither true nor false for column `{ $column }`
    .help = Add a value map to the row with `yes` to `True` and `no` to `False`, or correct the value.
DW1105 = `{ $value }` is taken as { $taken } for column `{ $column }`
    .help = Add a value map with `yes` to `True` and `no` to `False`: dual-write documents only true and false for two-option columns.
DW1106 = two-option value `{ $value }` goes into text column `{ $column }`
    .help = Add a value map that says which text true and false mean.
DW1107 = two-option value `{ $value }` is taken as `{ $member }` for column `{ $column }`
    .help = Add a value map with `yes` to `True` and `no` to `False`.
DW1108 = cannot convert the literal `{ $value }` to an option of choice column `{ $column }`
    .help = Add the value to the row's value map. A choice takes the option's number, not its label.
DW1109 = a blank cannot be converted to an option of choice column `{ $column }`
    .help = Add a blank key to the value map, or a Default to the row.
DW1110 = { $value } is no option of choice column `{ $column }`
    .help = Correct the value map, or add the option to the choice.
DW1111 = column `{ $column }` is a multi-select choice
    .help = No public source says that dual-write carries multi-select choices. Map a text column that a flow or plug-in fills.
DW1112 = `{ $value }` is no element of enum `{ $enum }` for column `{ $column }`
    .help = Add the value to the row's value map. Keys are element names, not labels.
DW1113 = `{ $value }` is taken as element `{ $member }` for column `{ $column }`
    .help = Write the element name: whether dual-write accepts ordinals and labels is not documented.
DW1114 = { $value } does not fit { $type } in column `{ $column }`
    .help = Use a smaller whole number, or map a decimal or text column.
DW1115 = { $value } is below the minimum { $limit } of column `{ $column }`
    .help = Correct the value, or lower the column's minimum.
DW1116 = { $value } is above the maximum { $limit } of column `{ $column }`
    .help = Correct the value, or raise the column's maximum.
DW1117 = { $value } arrives as { $kept } in column `{ $column }`, which keeps { $places } decimal places
    .help = Raise the column's precision, or round before saving. Digits are lost without an error; how dual-write rounds is not documented, half away from zero is assumed.
DW1118 = { $value } has more than the { $places } decimal places of column `{ $column }`
    .help = Raise the column's precision or round before saving. The rule `precision` is set to refuse.
DW1119 = { $value } has more digits than column `{ $column }` can be checked for
    .help = Numbers of up to 38 digits are compared exactly. Correct the value.
DW1120 = day `{ $value }` is written to column `{ $column }` as `{ $sent }`
    .help = The time of day was added. Say whether the column is a date or a date-time (Finance: the public entity metadata) to be sure.
DW1121 = user-local date-time `{ $value }` is written to date column `{ $column }` as `{ $sent }`
    .help = The UTC day is taken, which may differ from the day the user sees. Make the Dataverse column date-only and time zone independent.
DW1122 = date-time `{ $value }` is written to date column `{ $column }` as `{ $sent }`, without its time of day
    .help = Map a date-time column if the time of day matters.
DW1123 = date-time `{ $value }` has no zone and is written to column `{ $column }` as `{ $sent }`
    .help = Add `Z` or an offset to the value; without one UTC is assumed.
DW1124 = the empty date 1900-01-01 of Finance is written to column `{ $column }` as a real day
    .help = Add a value map from `1/1/1900` to null, or set the rule `empty-date-to-dataverse` to null to see the effect.
DW1125 = column `{ $column }` is of type { $type }, which cannot be mapped
    .help = Remove the row, or map a column of a plain type.
DW1126 = array or object `{ $value }` in column `{ $column }`
    .help = Give text, a number, true, false or null.
DW1127 = no value goes to column `{ $column }`, and the empty value of its type is not known
    .help = Give the elements of the enum (Finance metadata), or add a Default to the row.

## 12 lookups and answers

## 13 batches
