namespace IosBackup;

/// <summary>What items are counted by.</summary>
public enum IosBackupGrouping
{
    /// <summary>What the items are to their user.</summary>
    DataType,

    /// <summary>The app that owns them, with its extensions and groups; System for what no app owns.</summary>
    App,

    /// <summary>The part of the phone's file system.</summary>
    Domain,
}
