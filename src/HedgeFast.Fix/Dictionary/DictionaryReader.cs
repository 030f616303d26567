using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace HedgeFast.Fix.Dictionary;

/// <summary>Reads the XML format of the QuickFIX family: fix/header, messages, trailer, components, fields.</summary>
internal sealed class DictionaryReader(string name)
{
    // Components contain components; real dictionaries nest less than ten deep.
    private const int DepthMax = 64;
    private const long CharactersMax = 64 << 20;

    // The largest published dictionary, FIX.5.0SP2, needs a tenth of it. Without a bound, a small file of components
    // that contain each other twice would unfold for ever.
    private const int ElementsMax = 4_000_000;

    private readonly Dictionary<string, int> _tags = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XElement> _components = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private int _elements;

    public DataDictionary Read(Stream stream)
    {
        XElement root = Load(stream);
        if (root.Name.LocalName != "fix")
            throw Fault(root, "the first element is not <fix>");
        XElement fieldList = root.Element("fields") ?? throw Fault(root, "there is no <fields>");
        Dictionary<int, FieldDefinition> fields = ReadFields(fieldList);
        foreach (XElement component in root.Element("components")?.Elements("component") ?? [])
            _components[Required(component, "name")] = component;
        FieldSet header = ReadSet(root.Element("header"));
        FieldSet trailer = ReadSet(root.Element("trailer"));
        var messages = new Dictionary<string, MessageDefinition>(StringComparer.Ordinal);
        foreach (XElement message in root.Element("messages")?.Elements("message") ?? [])
        {
            string type = Required(message, "msgtype");
            if (!messages.TryAdd(type, new MessageDefinition(type, Required(message, "name"), ReadSet(message))))
                throw Fault(message, $"message type '{type}' comes twice");
        }

        return new DataDictionary(Version(root), fields, header, trailer, messages);
    }

    private static string Version(XElement root)
    {
        string servicePack = (string?)root.Attribute("servicepack") ?? "0";
        string type = (string?)root.Attribute("type") ?? "FIX";
        string version = $"{type}.{(string?)root.Attribute("major")}.{(string?)root.Attribute("minor")}";
        return servicePack == "0" ? version : $"{version}SP{servicePack}";
    }

    private XElement Load(Stream stream)
    {
        try
        {
            var settings = new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = CharactersMax,
            };
            using XmlReader reader = XmlReader.Create(stream, settings);
            return XElement.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException e)
        {
            throw new DictionaryException($"{name}: not a data dictionary: {e.Message}");
        }
    }

    private Dictionary<int, FieldDefinition> ReadFields(XElement element)
    {
        var fields = new Dictionary<int, FieldDefinition>();
        foreach (XElement field in element.Elements("field"))
        {
            string number = Required(field, "number");
            bool isNumber = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int tag);
            if (!isNumber || tag is 0 or > 9_999_999)
                throw Fault(field, $"'{number}' is not a field number");
            string fieldName = Required(field, "name");
            FieldFormat format = FieldFormats.Of(Required(field, "type").ToUpperInvariant());
            var values = field.Elements("value").Select(value => Encoding.UTF8.GetBytes(Required(value, "enum")));
            if (!_tags.TryAdd(fieldName, tag))
                throw Fault(field, $"field '{fieldName}' comes twice");
            if (!fields.TryAdd(tag, new FieldDefinition(tag, fieldName, format, values)))
                throw Fault(field, $"field {tag} comes twice");
        }

        return fields;
    }

    private FieldSet ReadSet(XElement? element)
    {
        var set = new FieldSet();
        if (element is not null)
            AddTo(set, new HashSet<string>(StringComparer.Ordinal), element, optional: false, depth: 0);
        return set;
    }

    // A field required inside an optional component is required only where the component is used; the file does not
    // show where, so it counts as optional. A component joins one set once: a second time it would add nothing.
    private void AddTo(FieldSet set, HashSet<string> inside, XElement element, bool optional, int depth)
    {
        if (depth > DepthMax)
            throw Fault(element, "components and groups are nested too deep, or contain themselves");
        foreach (XElement child in element.Elements())
        {
            if (++_elements > ElementsMax)
                throw Fault(element, $"components and groups unfold to more than {ElementsMax:N0} fields");
            bool required = !optional && (string?)child.Attribute("required") is "Y" or "y";
            string childName = Required(child, "name");
            switch (child.Name.LocalName)
            {
                case "field":
                    set.Add(Tag(child, childName), required);
                    break;
                case "group":
                    var entry = new FieldSet();
                    AddTo(entry, new HashSet<string>(StringComparer.Ordinal), child, optional: false, depth + 1);
                    set.Add(Tag(child, childName), required, new GroupDefinition(Tag(child, childName), entry));
                    break;
                case "component":
                    if (!_components.TryGetValue(childName, out XElement? component))
                        throw Fault(child, $"there is no component '{childName}'");
                    if (_open.Contains(childName))
                        throw Fault(child, $"components contain themselves: '{childName}'");
                    if (!inside.Add(childName))
                        break;
                    _open.Add(childName);
                    AddTo(set, inside, component, !required, depth + 1);
                    _open.Remove(childName);
                    break;
                default:
                    break;
            }
        }
    }

    private int Tag(XElement element, string fieldName) => _tags.TryGetValue(fieldName, out int tag)
        ? tag
        : throw Fault(element, $"there is no field '{fieldName}'");

    private string Required(XElement element, string attribute) =>
        (string?)element.Attribute(attribute) is { Length: > 0 } value
            ? value
            : throw Fault(element, $"<{element.Name.LocalName}> has no {attribute}");

    private DictionaryException Fault(XElement element, string what) =>
        new($"{name}:{((IXmlLineInfo)element).LineNumber}: {what}");
}
