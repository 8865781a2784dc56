using System;
using System.IO;

namespace IosBackup.Benchmarks;

/// <summary>A folder for one benchmark, below <c>--folder</c> or the system's temporary folder.</summary>
internal sealed class ScratchFolder(Options options) : IDisposable
{
    private readonly string _path = Directory.CreateDirectory(Path.Combine(
        options.Text("folder", Path.GetTempPath()), $"iosbackup-benchmark-{Guid.NewGuid():N}")).FullName;

    /// <summary>A path in the folder.</summary>
    public string this[string name] => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
