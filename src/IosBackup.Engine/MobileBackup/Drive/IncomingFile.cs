using System;

namespace IosBackup.Engine.MobileBackup.Drive;

/// <summary>A file that is arriving: written under a temporary name, renamed when it is whole.</summary>
internal sealed class IncomingFile(string hostPath, string temporaryPath, string path)
{
    public string HostPath { get; } = hostPath;

    public string TemporaryPath { get; } = temporaryPath;

    public string Path { get; } = path;

    /// <summary>Why it could not be stored; set by the writer, once.</summary>
    public Exception? Failure { get; set; }
}
