using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>
/// Builds the attributed string of a message as an archived <c>NSAttributedString</c>. Runs count UTF-16 code units, as
/// .NET's strings do.
/// </summary>
internal sealed class AttributedText
{
    /// <summary>Stands in the text where an attachment is.</summary>
    public const string AttachmentMark = "\uFFFC";

    private const string PartName = "__kIMMessagePartAttributeName";

    private static readonly TypedClass s_object = new("NSObject", 0, null);
    private static readonly TypedClass s_string = new("NSString", 1, s_object);
    private static readonly TypedClass s_mutableString = new("NSMutableString", 1, s_string);
    private static readonly TypedClass s_attributedString = new("NSAttributedString", 0, s_object);
    private static readonly TypedClass s_mutable = new("NSMutableAttributedString", 0, s_attributedString);
    private static readonly TypedClass s_dictionary = new("NSDictionary", 0, s_object);
    private static readonly TypedClass s_number = new("NSNumber", 0, new TypedClass("NSValue", 0, s_object));
    private static readonly TypedClass s_url = new("NSURL", 0, s_object);

    private readonly StringBuilder _text = new();
    private readonly List<(int Length, TypedObject Attributes)> _runs = [];
    private readonly Dictionary<string, TypedObject> _names = [];
    private readonly Dictionary<long, TypedObject> _parts = [];

    /// <summary>The plain text.</summary>
    public string Text => _text.ToString();

    /// <summary>A message of one bubble without any formatting.</summary>
    public static byte[] Plain(string text) => new AttributedText().Add(text, 0).ToBytes();

    /// <summary>Adds text to a bubble of the message.</summary>
    public AttributedText Add(string text, int part, params (string Name, TypedObject Value)[] attributes)
    {
        _text.Append(text);
        List<(TypedObject Name, TypedObject Value)> all =
            [.. attributes.Select(attribute => (Name(attribute.Name), attribute.Value)), (Name(PartName), Part(part))];
        TypedObject dictionary = new(s_dictionary);
        dictionary.Add("i", (long)all.Count);
        foreach ((TypedObject name, TypedObject value) in all)
        {
            dictionary.Add("@", name).Add("@", value);
        }

        _runs.Add((text.Length, dictionary));
        return this;
    }

    /// <summary>Adds the mark of an attachment as a bubble.</summary>
    public AttributedText AddAttachment(string guid, string fileName, int part) => Add(
        AttachmentMark,
        part,
        ("__kIMFileTransferGUIDAttributeName", String(guid)),
        ("__kIMFilenameAttributeName", String(fileName)));

    /// <summary>The archived attributed string.</summary>
    public byte[] ToBytes()
    {
        TypedObject text = new TypedObject(s_mutableString).Add("+", Encoding.UTF8.GetBytes(_text.ToString()));
        TypedObject root = new TypedObject(s_mutable).Add("@", text);
        for (int i = 0; i < _runs.Count; i++)
        {
            root.Add("iI", i + 1L, (long)_runs[i].Length).Add("@", _runs[i].Attributes);
        }

        return TypedStreamWriter.Write(root);
    }

    public static TypedObject String(string text) =>
        new TypedObject(s_string).Add("+", Encoding.UTF8.GetBytes(text));

    public static TypedObject Number(long value) => new TypedObject(s_number).Add("*", "q").Add("q", value);

    public static TypedObject Url(string url) => new TypedObject(s_url).Add("c", 0L).Add("@", String(url));

    private TypedObject Name(string name)
    {
        if (!_names.TryGetValue(name, out TypedObject? existing))
        {
            _names.Add(name, existing = String(name));
        }

        return existing;
    }

    private TypedObject Part(long part)
    {
        if (!_parts.TryGetValue(part, out TypedObject? existing))
        {
            _parts.Add(part, existing = new TypedObject(s_number).Add("*", "i").Add("i", part));
        }

        return existing;
    }
}
