"""Words in the names of those who give care: that it is one, that it is a place, and what is none of them.

Takes the text of a name; searched by the readers of payers, providers and lines.
"""

import re

PLACE = re.compile(
    r"(?i)\b(?:hosp(?:ital)?|(?:medical|surgery|surgical) (?:center|ctr)|centro (?:m[eé]dico|quir[uú]rgico)"
    r"|facility|infirmary|pavilion"
    r"|infusion (?:suites?|center)|rehabilitation|residential|treatment center|skilled nursing|cancer (?:center"
    r"|specialists)|breast center)\b"
)
NOT_CARE = re.compile(
    r"(?i)\b(?:appeals?|department|insurance|plan|benefits?|administrat\w+|office of|commissioner"
    r"|medicare|medicaid|united states|review|grievance|member|customer|services$|network$|section|article|employee"
    r"|criteria|guideline|policy|ombuds\w+|seguros?|apelaciones|aseguradora|legal|counsel|revisi[oó]n|update|tpa"
    r"|credentialing|management|pbm|chip|tricare)\b"
)
TRADE = re.compile(
    r"(?i)\b(?:imaging|radiolog\w*|hospital|clinic|cl[ií]nica|pathology|laborator\w+|labs?|surgical"
    r"|surgery|orthop\w+|cardiolog\w+|oncolog\w+|medical center|medical group|physicians|diagnostics?|mri"
    r"|anesthesia\w*|ems|ambulance|therapy|rehab\w*|infusion|dme|pharmacy|urgent care|cancer|heart|\w+olog(?:y|ists?)"
    r"|\w+olog[ií]a|\w+[oó]log[oa]s?|\w+iatr(?:y|ics|ists?|[ií]a)|counseling|chiropractic|primary care|internists"
    r"|internal medicine|physiotherapy|fisio\w*|consultorio|ortopedia|joint|eye|vision|dental|ob/gyn|speech|hearing"
    r"|sleep|dialysis|nursing|family practice|family health|health center|specialists|associates|dme|home health"
    r"|prosthetics|brace|orthotics|prosthetics|nightline|readers|instituto|institute|centro|dermatolog\w+"
    r"|neuro\w+|women's|family medicine|anesthetists|pulmon\w+|ent|prosthetic|medical supply|speech|ortho"
    r"|home medical|mobility|rescue|hospice|radiology|respiratory|(?:home|medical) equipment|bodywork|massage|spine"
    r"|surgicenter|fertility|reproductive|oxygen|airmed|home care|vascular|allergy|alergia|optometry|transport"
    r"|emergency (?:group|physicians|doctors)|hosp|onco\w*|genomics|genetics|foot & ankle|dentistry|\w+odontics"
    r"|drugs?(?= #)|podiatr\w+|optical|midwi\w+|arrhythmia|resonancias|im[aá]genes|anestesia"
    r"|children['’]s (?:\w+ )?center"
    r"|specialty center|recovery center|autism center|(?:head|hand) (?:&|and) \w+ surgery|piel|odontolog\w+"
    r"|cardiac|kidney|vein|magnetic|orthopaedic|terapia|equipos|readers|breast|endoscopy|digestive|lifeflight"
    r"|air (?:care|med\w*|rescue)|medflight|medicine|wound|pain|aeromedical|aba|doctors"
    r"|behaviou?r(?:al)? (?:group|clinic|center|associates|partners|analysts?))\b"
)
