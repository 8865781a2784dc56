using System;
using System.IO;

namespace IosBackup.Engine.Tests.Peers;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("iosbackup-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
