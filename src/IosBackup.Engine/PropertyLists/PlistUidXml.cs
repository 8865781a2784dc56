namespace IosBackup.Engine.PropertyLists;

/// <summary>XML has no element for UIDs: they are written as a dictionary with the one key <c>CF$UID</c>.</summary>
internal static class PlistUidXml
{
    public const string Key = "CF$UID";

    /// <summary>The UID that a dictionary stands for, or null.</summary>
    public static PlistUid? FromDictionary(PlistDictionary dictionary) =>
        dictionary.Count == 1 && (dictionary[Key] as PlistInteger)?.UInt64 is ulong value ? new PlistUid(value) : null;
}
