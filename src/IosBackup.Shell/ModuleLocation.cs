using System;
using System.IO;

namespace IosBackup.Shell;

/// <summary>Where the module lies: in a folder above the shell's own.</summary>
internal static class ModuleLocation
{
    private const string Manifest = "IosBackup.psd1";

    /// <summary>The path of the module's manifest.</summary>
    /// <exception cref="FileNotFoundException">The shell has been moved away from the module.</exception>
    public static string FindManifest()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, Manifest)))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder is null
            ? throw new FileNotFoundException($"{Manifest} is in no folder above {AppContext.BaseDirectory}.")
            : Path.Combine(folder, Manifest);
    }
}
