using System;
using System.IO;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Fleet.Policies;

/// <summary>The folders that a policy names: relative to its own, or below the home folder with a tilde.</summary>
/// <param name="folder">The policy's folder.</param>
internal sealed class PolicyPaths(string folder)
{
    /// <summary>Makes a path absolute.</summary>
    /// <param name="path">The path as it is written.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <returns>The absolute path; null when it names no folder of a file system.</returns>
    public string? Resolve(string path, out string problem)
    {
        problem = "It names a remote place or a drive of PowerShell. Mount it and name the folder.";
        if (WrittenPaths.NamesForeignDrive(path))
        {
            return null;
        }

        try
        {
            return Path.GetFullPath(Path.Combine(folder, WrittenPaths.ReplaceHome(path)));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or IOException)
        {
            problem = "It is no path.";
            return null;
        }
    }
}
