using System;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.PropertyLists;

/// <summary>
/// Follows the references of an NSKeyedArchiver archive. References are resolved one at a time on request, so a cyclic
/// archive costs nothing until someone walks around in it.
/// </summary>
public sealed class KeyedArchive
{
    private readonly PlistArray _objects;
    private readonly PlistDictionary _top;

    private KeyedArchive(PlistArray objects, PlistDictionary top)
    {
        _objects = objects;
        _top = top;
    }

    /// <summary>The object under <c>$top.root</c>, or the first of <c>$top</c> when nothing is called root.</summary>
    public PlistNode Root
    {
        get
        {
            foreach (System.Collections.Generic.KeyValuePair<string, PlistNode> entry in _top)
            {
                return Resolve(_top["root"] ?? entry.Value);
            }

            return PlistNull.Instance;
        }
    }

    /// <summary>Opens an archive.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PropertyListInvalid"/>: not a property list, or not a keyed archive.
    /// </exception>
    public static KeyedArchive Parse(ReadOnlySpan<byte> bytes, PlistLimits? limits = null) =>
        Open(PropertyList.Parse(bytes, limits));

    /// <summary>Opens an archive that has been read already.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.PropertyListInvalid"/>: not a keyed archive.</exception>
    public static KeyedArchive Open(PlistNode archive) =>
        archive is PlistDictionary dictionary
        && dictionary.GetArray("$objects") is PlistArray objects
        && dictionary.GetDictionary("$top") is PlistDictionary top
            ? new KeyedArchive(objects, top)
            : throw new EngineException(ErrorKind.PropertyListInvalid, "Not a keyed archive.");

    /// <summary>
    /// Whether a property list is a keyed archive.
    /// </summary>
    public static bool IsKeyedArchive(PlistNode node) =>
        node is PlistDictionary dictionary && dictionary.GetString("$archiver") is not null
        && dictionary.GetArray("$objects") is not null;

    /// <summary>
    /// The object a reference leads to: <see cref="PlistNull"/> for index 0 and for indexes beyond the table. What is
    /// not a reference is returned as it is.
    /// </summary>
    public PlistNode Resolve(PlistNode? node) => node switch
    {
        null => PlistNull.Instance,
        PlistUid { Value: 0 } => PlistNull.Instance,
        PlistUid uid => uid.Value < (ulong)_objects.Count ? _objects[(int)uid.Value] : PlistNull.Instance,
        _ => node,
    };

    /// <summary>The value of a field of an archived object, resolved.</summary>
    public PlistNode Field(PlistNode? archivedObject, string name) =>
        Resolve((Resolve(archivedObject) as PlistDictionary)?[name]);

    /// <summary>The class name of an archived object, or null when it has none.</summary>
    public string? ClassName(PlistNode? archivedObject) =>
        (Field(Field(archivedObject, "$class"), "$classname") as PlistString)?.Value;

    /// <summary>
    /// The object graph below the root as plain values: Foundation's collections, strings, dates and data become their
    /// property list forms, other objects dictionaries of their fields with <c>$class</c> naming their class.
    /// </summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PropertyListInvalid"/>: the graph is cyclic, too deep or too large.
    /// </exception>
    public PlistNode ToPlainValues(PlistLimits? limits = null) =>
        new KeyedArchiveFlattener(this, limits ?? PlistLimits.Default).Flatten(Root);
}
