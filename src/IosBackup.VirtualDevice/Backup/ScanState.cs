namespace IosBackup.VirtualDevice.Backup;

/// <summary>Where the content of a phone's file is.</summary>
internal enum ScanState
{
    /// <summary>There is none: a directory or link.</summary>
    NoContent,

    /// <summary>In the backup that is continued.</summary>
    Stored,

    /// <summary>In the snapshot folder, sent by an interrupted run.</summary>
    Arrived,

    /// <summary>On the phone only.</summary>
    ToSend,
}
