"""What the properties of XMP mean: those that are documented, and those that only their name tells."""

from __future__ import annotations

import re
from functools import lru_cache

from footprint.model import TraceKind

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML = "http://www.w3.org/XML/1998/namespace"
_UNKNOWN = "unknown"

_ADOBE, _GOOGLE, _MICROSOFT = "http://ns.adobe.com/", "http://ns.google.com/photos/1.0/", "http://ns.microsoft.com/"
_PRISM, _IPTC = "http://prismstandard.org/namespaces/", "http://iptc.org/std/"

_SPACES = {
    "exif": (f"{_ADOBE}exif/1.0/",),
    "exifEX": ("http://cipa.jp/exif/1.0/",),
    "aux": (f"{_ADOBE}exif/1.0/aux/",),
    "tiff": (f"{_ADOBE}tiff/1.0/",),
    "photoshop": (f"{_ADOBE}photoshop/1.0/",),
    "Iptc4xmpCore": (f"{_IPTC}Iptc4xmpCore/1.0/xmlns/",),
    "Iptc4xmpExt": (f"{_IPTC}Iptc4xmpExt/2008-02-29/", f"{_IPTC}Iptc4xmpExt/2008-02-19/"),
    "dc": ("http://purl.org/dc/elements/1.1/",),
    "dcterms": ("http://purl.org/dc/terms/",),
    "xmp": (f"{_ADOBE}xap/1.0/",),
    "xmpMM": (f"{_ADOBE}xap/1.0/mm/",),
    "xmpRights": (f"{_ADOBE}xap/1.0/rights/",),
    "xmpGImg": (f"{_ADOBE}xap/1.0/g/img/",),
    "xmpG": (f"{_ADOBE}xap/1.0/g/",),
    "xmpDM": (f"{_ADOBE}xmp/1.0/DynamicMedia/",),
    "xmpBJ": (f"{_ADOBE}xap/1.0/bj/",),
    "xmpTPg": (f"{_ADOBE}xap/1.0/t/pg/",),
    "xmpNote": (f"{_ADOBE}xmp/note/",),
    "stEvt": (f"{_ADOBE}xap/1.0/sType/ResourceEvent#",),
    "stRef": (f"{_ADOBE}xap/1.0/sType/ResourceRef#",),
    "stVer": (f"{_ADOBE}xap/1.0/sType/Version#",),
    "stJob": (f"{_ADOBE}xap/1.0/sType/Job#",),
    "stFnt": (f"{_ADOBE}xap/1.0/sType/Font#",),
    "stMfs": (f"{_ADOBE}xap/1.0/sType/ManifestItem#",),
    "stDim": (f"{_ADOBE}xap/1.0/sType/Dimensions#",),
    "stArea": (f"{_ADOBE}xmp/sType/Area#", f"{_ADOBE}xap/1.0/sType/Area#"),
    "album": (f"{_ADOBE}album/1.0/",),
    "pdf": (f"{_ADOBE}pdf/1.3/",),
    "pdfx": (f"{_ADOBE}pdfx/1.3/",),
    "creatorAtom": (f"{_ADOBE}creatorAtom/1.0/",),
    "DICOM": (f"{_ADOBE}DICOM/",),
    "lr": (f"{_ADOBE}lightroom/1.0/",),
    "crs": (f"{_ADOBE}camera-raw-settings/1.0/",),
    "crss": (f"{_ADOBE}camera-raw-saved-settings/1.0/",),
    "crd": (f"{_ADOBE}camera-raw-defaults/1.0/",),
    "crlcp": (f"{_ADOBE}camera-raw-embedded-lens-profile/1.0/",),
    "stCamera": (f"{_ADOBE}photoshop/1.0/camera-profile",),
    "hdrgm": (f"{_ADOBE}hdr-gain-map/1.0/",),
    "HDRGainMap": ("http://ns.apple.com/HDRGainMap/1.0/",),
    "apdi": ("http://ns.apple.com/pixeldatainfo/1.0/",),
    "mwg-rs": ("http://www.metadataworkinggroup.com/schemas/regions/",),
    "mwg-kw": ("http://www.metadataworkinggroup.com/schemas/keywords/",),
    "mwg-coll": ("http://www.metadataworkinggroup.com/schemas/collections/",),
    "MicrosoftPhoto": (f"{_MICROSOFT}photo/1.0", f"{_MICROSOFT}photo/1.0/"),
    "MP": (f"{_MICROSOFT}photo/1.2/",),
    "MPRI": (f"{_MICROSOFT}photo/1.2/t/RegionInfo#",),
    "MPReg": (f"{_MICROSOFT}photo/1.2/t/Region#",),
    "expressionmedia": (f"{_MICROSOFT}expressionmedia/1.0/",),
    "mediapro": ("http://ns.iview-media.com/mediapro/1.0/", "http://ns.iview-multimedia.com/mediapro/1.0/"),
    "digiKam": ("http://www.digikam.org/ns/1.0/",),
    "acdsee": ("http://ns.acdsee.com/iptc/1.0/",),
    "acdsee-rs": ("http://ns.acdsee.com/regions/", "http://ns.acdsee.com/sType/Area#"),
    "plus": ("http://ns.useplus.org/ldf/xmp/1.0/",),
    "prism": (f"{_PRISM}basic/2.0/", f"{_PRISM}basic/2.1/", f"{_PRISM}basic/2.2/", f"{_PRISM}basic/3.0/"),
    "prl": (f"{_PRISM}prl/2.1/",),
    "pur": (f"{_PRISM}prismusagerights/2.1/", f"{_PRISM}prismusagerights/3.0/"),
    "pmi": (f"{_PRISM}pmi/2.2/",),
    "cc": ("http://creativecommons.org/ns#",),
    "dwc": ("http://rs.tdwg.org/dwc/index.htm", "http://rs.tdwg.org/dwc/terms/"),
    "geo": ("http://www.w3.org/2003/01/geo/wgs84_pos#",),
    "cell": ("http://developer.sonyericsson.com/cell/1.0/",),
    "apple-fi": ("http://ns.apple.com/faceinfo/1.0/",),
    "GettyImagesGIFT": ("http://xmp.gettyimages.com/gift/1.0/",),
    "extensis": ("http://ns.extensis.com/extensis/1.0/",),
    "ics": ("http://ns.idimager.com/ics/1.0/",),
    "fpv": ("http://ns.fastpictureviewer.com/fpv/1.0/",),
    "drone-dji": ("http://www.dji.com/drone-dji/1.0/",),
    "GCamera": (f"{_GOOGLE}camera/",),
    "GCreations": (f"{_GOOGLE}creations/",),
    "GPano": (f"{_GOOGLE}panorama/",),
    "GImage": (f"{_GOOGLE}image/",),
    "GDepth": (f"{_GOOGLE}depthmap/",),
    "GAudio": (f"{_GOOGLE}audio/",),
    "GFocus": (f"{_GOOGLE}focus/",),
    "Container": (f"{_GOOGLE}container/", f"{_GOOGLE}container/item/"),
    "LImage": ("http://ns.leiainc.com/photos/1.0/image/",),
    "x": ("adobe:ns:meta/",),
}
_PREFIXES = {uri: prefix for prefix, uris in _SPACES.items() for uri in uris}
_OPEN = frozenset({_UNKNOWN, "drone-dji", "dwc", "acdsee", "pmi", "prism", "dcterms"})
"""Where a name that is in no table is judged by what it says."""

_FREE = frozenset({"pdfx"})
"""Whatever a person or a program calls its own properties."""

_KINDS: dict[TraceKind, str] = {
    "place": """photoshop:City photoshop:State photoshop:Country Iptc4xmpCore:Location Iptc4xmpCore:CountryCode
        Iptc4xmpExt:City Iptc4xmpExt:Sublocation Iptc4xmpExt:ProvinceState Iptc4xmpExt:CountryName
        Iptc4xmpExt:CountryCode Iptc4xmpExt:WorldRegion Iptc4xmpExt:LocationName Iptc4xmpExt:LocationId
        exif:GPSAreaInformation mediapro:Location xmpDM:shotLocation prism:location prl:geography pmi:location
        dwc:continent dwc:country dwc:countryCode dwc:county dwc:stateProvince dwc:municipality dwc:locality
        dwc:verbatimLocality dwc:island dwc:islandGroup dwc:waterBody dwc:higherGeography dwc:higherGeographyID
        dwc:locationRemarks dwc:locationID dwc:verbatimCoordinates dwc:footprintWKT dwc:habitat
        cell:mcc cell:mnc cell:lac cell:cellid cell:cgi cell:r dcterms:spatial dc:coverage""",
    "person": """Iptc4xmpExt:PersonInImage Iptc4xmpExt:PersonName Iptc4xmpExt:PersonId Iptc4xmpExt:PersonDescription
        Iptc4xmpExt:ModelAge Iptc4xmpExt:Name mwg-rs:Name MPReg:PersonDisplayName MPReg:PersonEmailDigest
        MPReg:PersonLiveIdCID MPReg:PersonSourceID mediapro:People expressionmedia:People acdsee-rs:Name
        GettyImagesGIFT:Personality prism:person DICOM:PatientName DICOM:PatientID DICOM:PatientDOB
        DICOM:PatientSex DICOM:StudyPhysician xmpDM:speaker apple-fi:FaceID""",
    "owner": """dc:creator dc:rights dc:contributor dc:publisher aux:OwnerName exifEX:CameraOwnerName
        exifEX:Photographer exifEX:ImageEditor tiff:Artist tiff:Copyright photoshop:AuthorsPosition
        photoshop:CaptionWriter photoshop:Credit photoshop:Source xmpRights:Owner xmpRights:WebStatement
        xmpRights:UsageTerms xmp:Author pdf:Author pdf:Copyright plus:ImageCreatorName plus:ImageCreatorID
        plus:CopyrightOwnerName plus:CopyrightOwnerID plus:ImageSupplierName plus:ImageSupplierID plus:LicensorName
        plus:LicensorID plus:LicensorStreetAddress plus:LicensorExtendedAddress plus:LicensorCity plus:LicensorRegion
        plus:LicensorPostalCode plus:LicensorCountry plus:LicensorTelephone1 plus:LicensorTelephone2
        plus:LicensorEmail plus:LicensorURL plus:LicenseeName plus:LicenseeID plus:EndUserName plus:EndUserID
        Iptc4xmpCore:CiAdrExtadr Iptc4xmpCore:CiAdrCity Iptc4xmpCore:CiAdrPcode Iptc4xmpCore:CiAdrRegion
        Iptc4xmpCore:CiAdrCtry Iptc4xmpCore:CiTelWork Iptc4xmpCore:CiEmailWork Iptc4xmpCore:CiUrlWork
        Iptc4xmpExt:AOCreator Iptc4xmpExt:AOCopyrightNotice Iptc4xmpExt:AOCurrentCopyrightOwnerName
        Iptc4xmpExt:AOCurrentLicensorName xmpDM:artist xmpDM:composer xmpDM:director xmpDM:directorPhotography
        xmpDM:engineer xmpDM:client xmpDM:copyright acdsee:author cc:attributionName cc:attributionURL
        pur:creditLine pur:rightsOwner pmi:contactInfo dwc:recordedBy dwc:recordedByID dwc:identifiedBy
        dwc:georeferencedBy dcterms:creator dcterms:rightsHolder digiKam:CaptionsAuthorNames extensis:ClientName
        extensis:ApprovedBy extensis:RoutedTo pur:rightsAgent stVer:modifier""",
    "device": """tiff:Make tiff:Model tiff:Software tiff:HostComputer aux:SerialNumber aux:LensSerialNumber aux:Lens
        exifEX:BodySerialNumber exifEX:SerialNumber exifEX:LensSerialNumber exifEX:LensModel exifEX:LensMake
        exifEX:CameraFirmware MicrosoftPhoto:CameraSerialNumber MicrosoftPhoto:LensModel MicrosoftPhoto:FlashModel
        drone-dji:DroneSerialNumber drone-dji:CameraSerialNumber drone-dji:DroneModel
        GettyImagesGIFT:CameraSerialNumber GettyImagesGIFT:CameraMakeModel Iptc4xmpExt:SerialNumber
        Iptc4xmpExt:ModelName Iptc4xmpExt:OwnersDeviceId xmpDM:cameraModel xmpDM:cameraLabel
        crs:DefaultsSpecificToSerial prism:device Iptc4xmpExt:Manufacturer GDepth:Manufacturer GDepth:Model
        GDepth:Software MicrosoftPhoto:LensManufacturer MicrosoftPhoto:FlashManufacturer stCamera:UniqueCameraModel
        stCamera:CameraPrettyName""",
    "time": """exif:DateTimeOriginal exif:DateTimeDigitized photoshop:DateCreated xmp:CreateDate xmp:ModifyDate
        xmp:MetadataDate exif:GPSTimeStamp exif:GPSDateTime tiff:DateTime MicrosoftPhoto:DateAcquired stEvt:when
        MPRI:DateRegionsValid xmpDM:shotDate xmpDM:videoModDate xmpDM:audioModDate xmpDM:metadataModDate
        xmpDM:releaseDate stRef:lastModifyDate stVer:modifyDate GPano:FirstPhotoDate GPano:LastPhotoDate
        acdsee:datetime prism:creationDate prism:modificationDate prism:publicationDate dwc:eventDate dwc:eventTime
        dwc:verbatimEventDate dc:date drone-dji:CreateDate drone-dji:UTCAtExposure digiKam:CaptionsDateTimeStamps
        GettyImagesGIFT:OriginalCreateDateTime GettyImagesGIFT:TimeShot pdf:CreationDate pdf:ModDate""",
    "comment": """dc:title dc:description dc:subject photoshop:Headline photoshop:Instructions photoshop:Category
        photoshop:SupplementalCategories photoshop:LayerName photoshop:LayerText exif:UserComment
        tiff:ImageDescription exifEX:ImageTitle xmp:Label xmp:Nickname xmp:Title xmp:Description xmp:Keywords
        pdf:Title pdf:Subject pdf:Keywords Iptc4xmpExt:Event Iptc4xmpExt:OrganisationInImageName
        Iptc4xmpExt:OrganisationInImageCode Iptc4xmpExt:AddlModelInfo Iptc4xmpExt:AOTitle Iptc4xmpExt:AOSource
        Iptc4xmpExt:AOContentDescription Iptc4xmpExt:AOContributionDescription Iptc4xmpExt:ProductName
        Iptc4xmpExt:ProductDescription Iptc4xmpExt:RegionText Iptc4xmpExt:Headline Iptc4xmpExt:CvTermName
        Iptc4xmpCore:Scene rdf:li Iptc4xmpCore:AltTextAccessibility
        Iptc4xmpCore:ExtDescrAccessibility lr:hierarchicalSubject lr:weightedFlatSubject digiKam:TagsList
        MicrosoftPhoto:LastKeywordXMP MicrosoftPhoto:LastKeywordIPTC mwg-rs:Description mwg-rs:BarCodeValue
        mwg-kw:Keyword mwg-coll:CollectionName mediapro:Event mediapro:CatalogSets mediapro:UserFields
        expressionmedia:Event expressionmedia:CatalogSets xmpDM:scene xmpDM:shotName xmpDM:logComment xmpDM:comment
        xmpDM:album xmpDM:tapeName xmpDM:altTapeName xmpDM:projectName xmpDM:trackName xmpDM:name xmpDM:lyrics
        acdsee:caption acdsee:notes acdsee:keywords acdsee:categories acdsee:collections album:Notes
        extensis:JobName extensis:RoutingNotes ics:LabelName fpv:RichTextComment prism:event prism:organization
        prism:keyword pmi:eventAlias pmi:displayName dwc:fieldNotes dwc:eventRemarks dwc:occurrenceRemarks
        stJob:name stVer:comments drone-dji:SelfData DICOM:StudyDescription DICOM:SeriesDescription
        DICOM:EquipmentInstitution GettyImagesGIFT:ParentMEID plus:LicensorNotes plus:LicenseeImageNotes
        plus:OtherImageInfo plus:OtherLicenseInfo plus:TermsAndConditionsText plus:Custom1 plus:Custom2 plus:Custom3
        plus:Custom4 plus:Custom5 plus:Custom6 plus:Custom7 plus:Custom8 plus:Custom9 plus:Custom10
        Iptc4xmpExt:Transcript""",
    "provenance": """xmp:CreatorTool xmp:BaseURL xmp:Identifier dc:identifier xmpMM:DocumentID
        xmpMM:OriginalDocumentID xmpMM:InstanceID xmpMM:LastURL xmpMM:PreservedFileName xmpMM:VersionID
        stEvt:instanceID stEvt:softwareAgent stEvt:parameters stRef:documentID stRef:originalDocumentID
        stRef:instanceID stRef:filePath stRef:alternatePaths stRef:lastURL stRef:fromPart stFnt:fontFileName
        stJob:id stJob:url photoshop:History photoshop:DocumentAncestors photoshop:TransmissionReference
        exif:ImageUniqueID exif:RelatedSoundFile dc:source crs:RawFileName xmpDM:path xmpDM:relativePath
        xmpDM:absPeakAudioFilePath xmpDM:relativePeakAudioFilePath creatorAtom:posixProjectPath
        creatorAtom:uncProjectPath creatorAtom:fullPath plus:FileNameAsDelivered plus:ModelReleaseID
        plus:PropertyReleaseID Iptc4xmpExt:DigImageGUID Iptc4xmpExt:RegItemId Iptc4xmpExt:RegOrgId
        Iptc4xmpExt:EventId digiKam:ImageUniqueID digiKam:ImageHistory digiKam:picasawebGPhotoId
        GettyImagesGIFT:OriginalFilename GettyImagesGIFT:CameraFilename GettyImagesGIFT:AssetID GCamera:BurstID
        GCreations:CameraBurstID MicrosoftPhoto:CreatorAppId mwg-coll:CollectionURI DICOM:StudyID dwc:occurrenceID
        dwc:eventID dwc:organismID pdf:Producer pdf:Creator rdf:about plus:CopyrightOwnerImageID
        plus:ImageCreatorImageID plus:ImageSupplierImageID plus:LicensorImageID plus:LicenseeImageID plus:LicenseID
        plus:LicenseeTransactionID plus:LicensorTransactionID plus:LicenseeProjectReference
        plus:CopyrightRegistrationNumber ics:SubVersionFileName""",
    "thumbnail": "xmpGImg:image",
    "embedded": "GCamera:MicroVideo GCamera:MotionPhoto GImage:Data GDepth:Data GAudio:Data LImage:Data",
    "unknown": "GCamera:hdrp_makernote GCamera:shot_log_data GCamera:HdrPlusMakernote exif:MakerNote",
}
_KIND_OF: dict[str, TraceKind] = {name.casefold(): kind for kind, names in _KINDS.items() for name in names.split()}
"""Some programs write "creatortool"."""

LONG = frozenset(
    {
        *("xmpGImg:image", "GImage:Data", "GDepth:Data", "GAudio:Data", "LImage:Data", "exif:MakerNote"),
        *("GCamera:hdrp_makernote", "GCamera:shot_log_data", "GCamera:HdrPlusMakernote"),
    }
)
"""Data as text, of which only the length is shown."""

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SAYS_SO = {
    "device": "serial imei firmware",
    "place": """lat latitude lon long longitude longtitude lng gps geo geotag coordinates coordinate location place city
        town village suburb street road address postcode postal zip country county province municipality locality
        sublocation landmark neighbourhood neighborhood venue poi altitude utm mgrs""",
    "person": "person people face faces patient contact email phone fullname firstname lastname surname",
    "owner": "owner author creator artist photographer copyright username user pilot operator",
    "no place": """accuracy version status dop hdop satellites mode datum differential speed track direction bearing
        distance error precision fix color count enabled""",
    "latitude": "latitude gpslatitude lat decimallatitude gpslat verbatimlatitude",
    "longitude": """longitude gpslongitude gpslongtitude longtitude lon long lng decimallongitude gpslon gpslong
        verbatimlongitude""",
}
_SAYS = {what: frozenset(words.split()) for what, words in _SAYS_SO.items()}
_GUESSED: tuple[TraceKind, ...] = ("device", "place", "person", "owner")
_PARTS = {
    "exif:GPSAltitude": "altitude",
    "exif:GPSAltitudeRef": "below",
    "exif:GPSLatitudeRef": "latitude ref",
    "exif:GPSLongitudeRef": "longitude ref",
    "dwc:verbatimLatitude": "",
    "dwc:verbatimLongitude": "",
}
DESTINATION = {"exif:GPSDestLatitude": "latitude", "exif:GPSDestLongitude": "longitude"}
"""The parts of the position that someone was on the way to."""


@lru_cache(maxsize=4096)
def name_of(tag: str) -> str:
    """Tag "{http://purl.org/dc/elements/1.1/}creator" as "dc:creator"; "unknown:local" in a namespace of nobody's.

    Empty for what belongs to the language and not to the picture.
    """
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    if namespace in (RDF, _XML):
        return ""
    return f"{_PREFIXES.get(namespace, _UNKNOWN)}:{local}"


@lru_cache(maxsize=4096)
def telling(tag: str) -> str:
    """The same, and empty too for what tells nothing of where, who, when or with what, whatever its value is."""
    name = name_of(tag)
    told = kind_of(name) or part_of(name) or name in DESTINATION or name.startswith(f"{_UNKNOWN}:")
    return name if told else ""


@lru_cache(maxsize=4096)
def kind_of(name: str) -> TraceKind | None:
    """What a property tells; None for what tells nothing of where, who, when or with what."""
    if name.casefold() in _KIND_OF:
        return _KIND_OF[name.casefold()]
    prefix, _, local = name.partition(":")
    if prefix in _FREE:
        return "comment"
    if prefix not in _OPEN or part_of(name):
        return None
    words = {local.casefold(), *(word.casefold() for word in _WORDS.findall(local))}
    kind = next((kind for kind in _GUESSED if words & _SAYS[kind]), None)
    return None if kind == "place" and words & _SAYS["no place"] else kind


@lru_cache(maxsize=4096)
def part_of(name: str) -> str:
    """Which part of a position a property is: "latitude", "longitude", "altitude" and so on; empty for none."""
    if name in _PARTS:
        return _PARTS[name]
    local = name.rpartition(":")[2].casefold()
    return next((part for part in ("latitude", "longitude") if local in _SAYS[part]), "")


_PATH = re.compile(r"[|/]")
_BRANCHES: dict[str, TraceKind] = {
    **dict.fromkeys(("people", "person", "persons", "family", "friends", "faces"), "person"),
    **dict.fromkeys(("places", "place", "locations", "location", "countries"), "place"),
}
_KEYWORDS = frozenset(
    {"digiKam:TagsList", "lr:hierarchicalSubject", "MicrosoftPhoto:LastKeywordXMP", "mediapro:CatalogSets"}
)


def kind_of_keyword(name: str, value: str, kind: TraceKind) -> TraceKind:
    """A keyword that stands below "People" or "Places" is a person or a place; else what the property tells."""
    if name not in _KEYWORDS:
        return kind
    branches = _PATH.split(value)
    return _BRANCHES.get(branches[0].strip().casefold(), kind) if len(branches) > 1 else kind
