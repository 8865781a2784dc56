using System;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.MobileBackup.Drive;

/// <summary>A file that is arriving: written under a temporary name, renamed when it is whole.</summary>
internal sealed class IncomingFile(string hostPath, string temporaryPath, string path)
{
    public string HostPath { get; } = hostPath;

    public string TemporaryPath { get; } = temporaryPath;

    public string Path { get; } = path;

    /// <summary>Whether it is one of the backup's stored files, not of its metadata.</summary>
    public bool IsPayload { get; } = FileIds.IsValid(System.IO.Path.GetFileName(path));

    /// <summary>Why it could not be stored; set by the writer, once.</summary>
    public Exception? Failure { get; set; }
}
