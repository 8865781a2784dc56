namespace IosBackup;

/// <summary>What content is read as.</summary>
public enum IosBackupContentForm
{
    /// <summary>Lines of text.</summary>
    Text,

    /// <summary>A property list, binary or XML; archives of objects as the values that they hold.</summary>
    PropertyList,
}
