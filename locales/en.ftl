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
