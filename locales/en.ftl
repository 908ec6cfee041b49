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
        [record-expected] a record must be an object
        [answers-expected] answers must be an object of rows by request id
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
DW0010 = not valid XML at byte { $offset }: { $problem ->
        [text-outside] there is text outside the root element
        [name] a tag has no valid name
        [attribute] an attribute is not written as name="value"
        [duplicate-attribute] a tag gives an attribute twice
        [second-root] there is more than one root element
        [no-element] there is no element
        [end-without-start] an end tag has no start tag
       *[markup] markup after `<!` is not known
    }
    .help = Download the document again. A sign-in page or an error page saved in its place also gives this.
DW0011 = end tag `{ $found }` at byte { $offset } closes `{ $open }`
    .help = Download the document again; it seems to be damaged.
DW0012 = the document ends at byte { $offset } before it is whole
    .help = The download was cut short. Download it again; nothing of a part is used.
DW0013 = document type declaration at byte { $offset }
    .help = Service metadata has none, and it can make a small document huge. Check that the right file was given.
DW0014 = unknown entity `{ $entity }` in the tag at byte { $offset }
    .help = Service metadata uses only the five predefined entities. Check that the right file was given.
DW0015 = encoded as { $encoding }, not UTF-8
    .help = Save the document as UTF-8 and try again.
DW0016 = the tag at byte { $offset } is longer than { $limit } bytes
    .help = No service metadata has such a tag. Check that the right file was given.

## 01 table maps

DW0101 = no table map here, but { $found }
    .help = A table map is a JSON object with `legs`, a row of `msdyn_dualwriteentitymap` with the column `msdyn_mapping`, or a list or OData response of these.
DW0102 = the input holds no table map
    .help = Check that the right environment was asked, that dual-write is installed there, and that you may read the table `msdyn_dualwriteentitymap`.
DW0103 = the response has further pages, and this input is only one of them
    .help = Fetch the address in `@odata.nextLink` too and give all pages.
DW0104 = more than { $limit } legs, field mappings and transforms
    .help = No table map is this large, so nothing of this input was used. Check that the right file was given, or give fewer maps at a time.
DW0105 = { $count ->
        [one] { $count } further finding in this input is not listed
       *[other] { $count } further findings in this input are not listed
    }
    .help = Correct the listed ones and read the input again.
DW0106 = `{ $key }` is { $found }, where { $expected } is expected
    .help = Correct the value, or export the map again.
DW0107 = `{ $key }` is absent or null
    .help = Add it, or export the map again.
DW0108 = the map `{ $map }` is there in several versions: { $versions }
    .help = Say which version is active, or give that version only. The highest version is not necessarily the live one; the runtime configuration (`msdyn_dualwriteruntimeconfig`) names it.
DW0109 = the map has no legs
    .help = Entities, filters and field mappings stand in `legs`. Export the map again.
DW0110 = the map has { $count } legs
    .help = Maps that dual-write makes have exactly one leg. Check where this map comes from.
DW0111 = the map has no field mappings
    .help = Add at least the rows of the integration key. Without any, no value reaches the other side.
DW0112 = `{ $found }` is no sync direction
    .help = Use 1 (Finance to Dataverse), 2 (Dataverse to Finance) or 3 (both ways), as a number or a text.
DW0113 = `{ $transform }` is no transform that dual-write has
    .help = Use `ValueMap` or `Default`.
DW0114 = the transform has no `transformType`
    .help = Add `transformType` with the value `ValueMap` or `Default`.
DW0115 = the field mapping has { $count } transforms
    .help = No published map has more than one, and nothing public says how several act together; here they are applied in order. Keep one.
DW0116 = the default has no value
    .help = Give `defaultValue` a text, or remove the transform.
DW0117 = the value map is to create values on the destination
    .help = No published map uses `createValuesOnDestination`, and nothing public says what it does; it is ignored here. Set it to false.
DW0118 = the keys `{ $key }` and `{ $other }` of the value map differ only by case
    .help = Keys are compared ignoring case, so it is open which of them applies. Remove one.
DW0119 = `msdyn_properties` is not valid JSON
    .help = Nothing to do: the column describes the map and is not used when records are sent.

## 02 maps against schemas

DW0201 = Dataverse table `{ $table }` is not in the schema
    .help = { $near ->
        [yes] Did you mean `{ $suggestion }`? If not, check the entity set name, or install the solution that brings the table and refresh tables.
       *[no] Check the entity set name, or install the solution that brings the table and refresh tables.
    }
DW0202 = Dataverse table `{ $table }` has no column `versionnumber`
    .help = Virtual and elastic tables lack it, and dual-write needs it to see changes. Map a standard table.
DW0203 = Finance field `{ $field }` is not in data entity `{ $entity }`
    .help = { $near ->
        [yes] Did you mean `{ $suggestion }`? If not, refresh the data entity list, or correct the field or the entity set that the label stands for.
       *[no] Refresh the data entity list, or correct the field or the entity set that the label stands for.
    }
DW0204 = Dataverse column `{ $column }` is not in table `{ $table }`
    .help = { $near ->
        [yes] Did you mean `{ $suggestion }`? If not, refresh tables, correct the path, or name the integration key of the related table by hand.
       *[no] Refresh tables, correct the path, or name the integration key of the related table by hand.
    }
DW0205 = `{ $path }` is no column and no lookup path: { $problem ->
        [empty] a name between two dots is missing
        [long] it goes on for too many tables
        [parenthesis] its parentheses do not fit
       *[mixed] some parts name a table with its key and others do not
    }
    .help = Write a column (`name`), a path (`lookup.key`, `lookup.lookup.key`), or the tables of a polymorphic lookup (`lookup.Account(accountnumber).Contact(contactnumber)`).
DW0206 = path `{ $path }` goes on behind `{ $column }` of `{ $table }`, which is no lookup
    .help = Take the rest of the path off, or start it with a lookup column.
DW0207 = lookup `{ $column }` cannot point to `{ $related }`, only to `{ $targets }`
    .help = Correct the related table of the row.
DW0208 = `{ $target }` is written from no source and without a Default
    .help = Set the source, or add a Default.
DW0209 = required `{ $target }` is written from no source and without a Default
    .help = Add a Default: without a value the other side refuses new rows.
DW0210 = row from `{ $source }` has no destination
    .help = Set the destination, turn the direction of the row, or remove it.
DW0211 = Finance field `{ $field }` stands in two bidirectional rows
    .help = Make one of them one-way, so that one row alone decides what Finance gets. Some published maps have such rows.
DW0212 = Finance field `{ $field }` is written by two rows
    .help = Keep one row that writes it; which of them wins is not documented.
DW0213 = Dataverse column `{ $column }` is written by two rows
    .help = Keep one row that writes it. Parts of one lookup's key may share their first name only.
DW0214 = `{ $field }` and `{ $column }` are mapped twice
    .help = Remove one of the rows.
DW0215 = `{ $column }` of `{ $table }` can be written neither on create nor on update
    .help = Remove the row, or turn its direction.
DW0216 = required column `{ $column }` of `{ $table }` is not mapped
    .help = Map it, or add a row without source and with a Default.
DW0217 = column `{ $column }` of `{ $table }`, which forms require, is not mapped
    .help = Map it if the business insists on a value; dual-write writes rows without it.
DW0218 = { $fieldType } `{ $field }` and { $columnType } `{ $column }` do not convert
    .help = Map columns of matching types, or add a value map.
DW0219 = { $fieldType } `{ $field }` and { $columnType } `{ $column }` are joined without a value map
    .help = Add a value map: two options take True and False, choices the number of the option. Values that no value map replaces arrive as they are.
DW0220 = `{ $column }` is of type { $type }, which dual-write does not carry
    .help = Remove the row, or map a column of a plain type.
DW0221 = `{ $column }` is a multi-select choice
    .help = No public source says that dual-write carries multi-select choices. Map a text column that a flow or plug-in fills.
DW0222 = texts of `{ $source }` may have { $from } characters, and `{ $target }` holds { $to }
    .help = Widen the Dataverse column: longer texts are refused.
DW0223 = texts of `{ $source }` may have { $from } characters, and Finance field `{ $target }` holds { $to }
    .help = Limit the Dataverse column; whether Finance refuses or cuts longer texts is not documented.
DW0224 = `{ $source }` keeps { $from } decimal places, and `{ $target }` { $to }
    .help = Raise the precision of the target: further digits are lost without an error.
DW0225 = whole numbers of `{ $source }` have { $from } bits, and `{ $target }` holds { $to }
    .help = Make sure that no number is above 2147483647, or map a decimal or text column.
DW0226 = decimal `{ $source }` goes into whole number `{ $target }`
    .help = Map a decimal column, or make sure that the values have no fraction.
DW0227 = { $count } lookups of `{ $table }` are mapped, and an initial sync from Dataverse follows { $limit }
    .help = Start the initial sync from Finance, or map fewer lookups while it runs.
DW0228 = the filter asks `{ $column }` for `{ $values }`, and no row writes it
    .help = Add a row without source and with that Default. Rows that come from the other side fail the filter otherwise, and their changes are never sent back.
DW0229 = the filter asks `{ $column }` for `{ $values }`, and the rows write only other values
    .help = Give the row that value by its Default or value map. Rows that come from the other side fail the filter otherwise, and their changes are never sent back.
DW0230 = { $count ->
        [one] `{ $columns }` is not in the description of `{ $table }`
       *[other] { $count } columns are not in the description of `{ $table }`: `{ $columns }`
    }
    .help = Correct the names, or complete the description: records that need these columns are undecided.

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
DW0450 = { $count ->
        [one] key `{ $entries }` is no element of enum `{ $enum }`
       *[other] { $count } keys are no elements of enum `{ $enum }`: `{ $entries }`
    }
    .help = Write element names, not labels. Finance never gives other values, so such an entry has no effect.
DW0451 = { $count ->
        [one] key `{ $entries }` is taken as element `{ $elements }`
       *[other] { $count } keys are taken as elements `{ $elements }`: `{ $entries }`
    }
    .help = Write the element name: whether dual-write accepts ordinals and labels is not documented.
DW0452 = { $count ->
        [one] value `{ $entries }` is none that column `{ $column }` can hold
       *[other] { $count } values are none that column `{ $column }` can hold: `{ $entries }`
    }
    .help = Two options take True and False, choices the number of an option.
DW0454 = { $count ->
        [one] element `{ $entries }` of `{ $field }` is not in the value map
       *[other] { $count } elements of `{ $field }` are not in the value map: `{ $entries }`
    }
    .help = Add them to the value map. They pass through to `{ $column }` unchanged.
DW0455 = { $count ->
        [one] value `{ $entries }` of `{ $column }` is not in the value map
       *[other] { $count } values of `{ $column }` are not in the value map: `{ $entries }`
    }
    .help = Add them to the value map. They pass through to `{ $field }` unchanged.
DW0456 = { $count ->
        [one] Finance value `{ $entries }` comes back as another one
       *[other] { $count } Finance values come back as others: `{ $entries }`
    }
    .help = `{ $value }` stands for several Finance values, and read backwards it gives `{ $kept }`, the first of them. Give each its own value, or make the row one-way.
DW0457 = Dataverse value `{ $value }` goes to Finance as `{ $finance }` and comes back as `{ $back }`
    .help = Correct the value map so that it gives the value again, or make the row one-way.

## 05 keys and company

DW0501 = no integration key is known for `{ $table }`
    .help = Name it in `keys` as the Integration key page of dual-write shows it. If there is none, define one there and refresh tables.
DW0502 = `{ $columns }` is taken as the integration key of `{ $table }`
    .help = It is the only alternate key of the table. Name another in `keys` if dual-write uses one.
DW0503 = `{ $table }` has { $count } alternate keys (`{ $names }`), and none is named as integration key
    .help = Name it in `keys` as the Integration key page of dual-write shows it; the checks of keys wait for that.
DW0504 = key column `{ $column }` goes one way in a map with bidirectional rows
    .help = Make the key rows bidirectional.
DW0505 = part `{ $column }` of the integration key of `{ $table }` is not mapped
    .help = Map it: dual-write finds the row on the other side by its whole key. Only the company comes by itself.
DW0506 = lookup `{ $column }` of the integration key is not mapped to the key of its table
    .help = Map the whole path, lookup and key column joined by a dot.
DW0507 = lookup `{ $column }` does not give `{ $missing }` of the key of `{ $table }`
    .help = Add a row for every part of the related table's key, or name that key in `keys`. The company comes by itself.
DW0510 = rows of `{ $entity }` belong to a company, and rows of `{ $table }` do not
    .help = Map a table with a lookup to the company, or hand over its whole description.
DW0511 = rows of `{ $table }` belong to a company, and rows of `{ $entity }` do not
    .help = Map a data entity with `dataAreaId`, or take the company out of the integration key.
DW0512 = the integration key of `{ $table }` does not name the company
    .help = Add the lookup to the company and its code to the key, or rows of two companies become one.
DW0513 = the key of `{ $table }`, which `{ $column }` points to, does not name the company `{ $company }`
    .help = Add it to the integration key of that table, or the lookup may find a row of another company.
DW0514 = `{ $column }` maps the company by hand
    .help = Remove the row: dual-write adds the company itself.

## 06 schemas

DW0601 = not a schema that can be read
    .help = Accepted are the XML of `/data/$metadata` (Finance) or `/api/data/v9.2/$metadata` (Dataverse), the JSON of `/api/data/v9.2/EntityDefinitions(LogicalName='…')?$expand=Attributes,Keys,ManyToOneRelationships` (Dataverse), `/metadata/PublicEntities`, `/metadata/DataEntities` or `/metadata/PublicEnumerations` (Finance), and a table of columns as CSV with the headings `name` and `type`.
DW0602 = XML with the root `{ $root }`, not service metadata
    .help = Service metadata starts with `edmx:Edmx`. Open `/data/$metadata` (Finance) or `/api/data/v9.2/$metadata` (Dataverse) while signed in and save that.
DW0603 = it is not clear whether this describes Dataverse or Finance
    .help = Say which side the schema is for, or start the file's name with `dataverse-` or `finance-`.
DW0604 = given as the schema of { $wanted }, but it describes { $found }
    .help = Swap the two schemas.
DW0605 = the document describes no table
    .help = Check that the whole document was saved, and that the signed-in user may read metadata.
DW0606 = entity set `{ $entitySet }` has the type `{ $type }`, which the document lacks
    .help = The table is left out. Download the whole document again.
DW0607 = column `{ $column }` has the unknown type `{ $type }`
    .help = Its values are not checked. Correct the type if it is a slip.
DW0608 = member `{ $member }` of enum `{ $enum }` has no whole number as its value
    .help = The member is left out. Download the document again.
DW0609 = the heading `{ $column }` is missing
    .help = The first line of a table of columns names its columns; `name` and `type` must be among them.
DW0610 = the quoted field that starts at line { $line } never ends
    .help = Close the quotation mark; a quotation mark inside a field is written twice.
DW0611 = line { $line } does not fit the headings
    .help = It has no name or more fields than there are headings. Put fields with commas in quotation marks. The line is left out.
DW0612 = column `{ $column }` of table `{ $table }` is described twice
    .help = The last description is used. Remove the other.
DW0613 = `{ $text }` cannot be read as `{ $field }` of column `{ $column }` in line { $line }
    .help = The fact counts as not stated. Options are written as `1=First|2=Second`, truth values as true or false.
DW0614 = property `{ $property }` of `{ $table }` has an unexpected JSON type
    .help = The fact counts as not stated. Check that the file is an unchanged answer of the service.
DW0615 = the service refused the request: { $message }
    .help = The file is an error answer, not metadata. Sign in with a user who may read metadata and save the answer again.
DW0616 = no data entity is known for `{ $label }`{ $near ->
        [0] {""}
       *[other] ; near are { $candidates }
    }
    .help = Name its entity set in the option `entities`, or give `/metadata/DataEntities` of the Finance service, which says it.
DW0617 = several data entities fit `{ $label }`: { $candidates }
    .help = Name its entity set in the option `entities`, or give `/metadata/DataEntities` of the Finance service, which says it.
DW0618 = `{ $label }` is taken for the entity set `{ $entitySet }`, the only one with all its columns
    .help = If that is wrong, name the entity set in the option `entities`.
DW0619 = the option `entities` gives `{ $label }` the entity set `{ $entitySet }`, which the schema lacks{ $near ->
        [0] {""}
       *[other] ; near is `{ $suggestion }`
    }
    .help = Correct the name. A data entity that is not public has no entity set.
DW0620 = the answer is only the first page
    .help = The answer has `@odata.nextLink`; fetch the further pages and give them too.
DW0621 = the heading `{ $heading }` of the table of columns is not known
    .help = What stands under it is not read. { $near ->
        [0] The documentation page lists the headings.
       *[other] Did you mean `{ $suggestion }`?
    }

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
DW1007 = the row passed the filter before this update, so `{ $table }` keeps what was sent last
    .help = No public source says that dual-write deletes or freezes the row on the other side. Correct or delete it there, or keep the row within the filter.
DW1010 = whether rows of `{ $table }` belong to a company is not known
    .help = Name its integration key in the option `keys`, such as `accountnumber` and `msdyn_company.cdm_companycode`; a key without a company says that rows belong to none. A complete Dataverse schema of the table tells it too.
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
DW1017 = the table map is faulty as a whole ({ $fault })
    .help = Correct the table map; the finding with that code says how. Dual-write refuses to start the map until then.
DW1018 = the table map `{ $map }` has no legs
    .help = Export the table map again; what becomes of a record cannot be told from this document.
DW1020 = the mandatory field `{ $column }` gets no value
    .help = Fill the column that feeds it, map one, or add a Default to the field mapping.
DW1021 = the required column `{ $column }` gets no value
    .help = Fill the field that feeds it, map one, or add a Default to the field mapping.
DW1022 = `{ $column }` is part of the integration key and empty
    .help = Fill it: dual-write finds the row on the other side by this key.
DW1023 = the shipped plug-ins of `{ $table }` insist on `{ $columns }`
    .help = Fill one of the columns. The rule comes with the Party and global address book solution; without that solution it does not apply.
DW1024 = the integration key of `{ $table }` is not known, so neither is the row that a delete would reach
    .help = Name the key in `keys`. A schema with exactly one alternate key tells it too.
DW1030 = several versions of `{ $map }` are loaded ({ $versions }) and none is named live
    .help = Name the live version in `active`. The highest version is not always the one that runs.
DW1031 = a table map was handed over as an object
    .help = Hand over its text or bytes: JavaScript moves keys that look like whole numbers to the front, and the order of a value map has a meaning.
DW1032 = an integration key is named for `{ $table }`, which no table map uses
    .help = { $near ->
        [0] Check the entity set name.
       *[other] Did you mean `{ $suggestion }`?
    }
DW1033 = `{ $value }` for `{ $column }` has more digits than a JavaScript number holds, so the payload carries it as text
    .help = Nothing to do. Where the number itself is needed, use the batch on bytes, which keeps all digits.

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

DW1201 = which row of `{ $table }` is meant by `{ $values }` in `{ $column }` is not known yet
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
