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

## 03 filters

## 04 value transforms

## 05 keys and company

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

## 10 routing of a record

## 11 values of a record

## 12 lookups and answers

## 13 batches
