using System.IO;

namespace IosBackup.Engine.Lockdown;

/// <content>The user's profile is the user's own on Windows.</content>
internal sealed partial class PairRecordFolder
{
    private static void CreateFolder(string path) => Directory.CreateDirectory(path);

    private static FileStream CreateFile(string path) => new(path, FileMode.CreateNew, FileAccess.Write);
}
