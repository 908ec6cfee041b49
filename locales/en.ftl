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

DW1001 = the change was written by dual-write itself and is not sent back
    .help = Nothing to do: dual-write marks its own writes so that they do not echo.
DW1002 = no mapped column changed
    .help = Dual-write sends an update only when a column of the table map changed. Change a mapped column, or map the column that you changed.
DW1003 = no company in `{ $column }`, so the record is not sent
    .help = Choose the company before the first save; it cannot be changed afterwards. Records without a company stay on this side.
DW1004 = company `{ $company }` is not linked to the other side
    .help = Ask an administrator to add the legal entity to the dual-write link, or choose a linked company.
DW1005 = the filter `{ $filter }` does not let the record pass
    .help = Nothing to do if the record shall stay on this side. Otherwise change the columns that the filter names.
DW1006 = the table map has no field mapping in this direction
    .help = Nothing is sent this way. Add a field mapping for this direction if the record shall be sent.
DW1010 = whether rows of `{ $table }` belong to a company is not known
    .help = Hand over the schema of the table, or name its integration key, such as `accountnumber` and `msdyn_company.cdm_companycode`.
DW1011 = the filter reads `{ $columns }`, which are not in the record
    .help = Hand over the whole row, or the answer to the request listed in the result.
DW1012 = `{ $column }` is mapped but not in the record
    .help = An update sends all mapped columns. Hand over the whole row, the row before the change, or the answer to the request listed in the result.
DW1013 = `{ $column }` is secured and arrived empty
    .help = The value may be withheld from the user. Check with an account that may read the column.
DW1014 = no schema of `{ $table }` on the { $side } side
    .help = Hand over the schema that has this table, so that types and limits can be checked. The documentation page tells where to get it.
DW1015 = the field mapping `{ $field }` and `{ $column }` is faulty ({ $fault })
    .help = Correct the table map; the finding with that code says how. What this field would receive is not known until then.
DW1016 = the filter `{ $filter }` is faulty ({ $fault })
    .help = Correct the filter of the table map; the finding with that code says how.
DW1020 = the mandatory field `{ $column }` gets no value
    .help = Fill the column that feeds it, map one, or add a Default to the field mapping.
DW1021 = the required column `{ $column }` gets no value
    .help = Fill the field that feeds it, map one, or add a Default to the field mapping.
DW1022 = `{ $column }` is part of the integration key and empty
    .help = Fill it: dual-write finds the row on the other side by this key.
DW1023 = the shipped plug-ins of `{ $table }` insist on `{ $columns }`
    .help = Fill one of the columns. The rule comes with the Party and global address book solution; without that solution it does not apply.

## 11 values of a record

## 12 lookups and answers

DW1201 = which row of `{ $table }` is meant by `{ $values }` is not known yet
    .help = Fetch the request listed in the result and hand the rows back as its answer.
DW1202 = no row of `{ $table }` with `{ $values }`
    .help = Create the row on the other side first, or run the table map of `{ $table }`, or correct `{ $column }`.
DW1203 = { $count } rows of `{ $table }` answer to `{ $values }`
    .help = A reference must mean exactly one row. Make the key of `{ $table }` unique, or correct `{ $column }`.
DW1204 = the reference `{ $column }` is given in part: `{ $empty }` is empty
    .help = Fill all parts of the key, or none.
DW1205 = `{ $value }` in `{ $column }` is no reference
    .help = Hand over the id of the row, the value of the form attribute, an expanded row or an `@odata.bind` path.
DW1206 = the table `{ $table }` that `{ $column }` points to is not in the schema
    .help = Hand over the Dataverse schema of that table.
DW1207 = several tables answer to `{ $values }` in `{ $column }`
    .help = Which of them dual-write takes is not documented. Make the value mean one row only.
DW1208 = `{ $column }` points to `{ $table }`, which its lookup path does not list
    .help = Point to one of the listed tables, or add the table to the path in the table map.
DW1209 = the answer to `{ $request }` lacks `{ $column }`
    .help = Fetch all columns that the request selects.

## 13 batches

DW1301 = { $count } records in one transaction, and dual-write carries { $limit }
    .help = Save them in smaller transactions.
DW1302 = `{ $column }` holds a double quote, which breaks the files of an initial sync
    .help = Remove the double quote for the initial sync.
DW1303 = { $count } rows of `{ $table }`, and one initial sync carries { $limit }
    .help = Sync by legal entity in several runs.
