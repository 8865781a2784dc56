using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Scheduling;

/// <summary>Finds the PowerShell that is to run schedules: the one that runs now, where that is one.</summary>
internal sealed class PowerShellLocator
{
    private const string Program = "pwsh";
    private const string StoreFolder = "WindowsApps";
    private const int MostLinks = 16;

    private static readonly HashSet<string> s_shells = new(StringComparer.OrdinalIgnoreCase)
    {
        Program, "pwsh-preview", "powershell",
    };

    private readonly string? _process;
    private readonly string _home;
    private readonly string _searchPath;

    /// <summary>Makes a locator.</summary>
    /// <param name="process">The path of the running program.</param>
    /// <param name="home">The folder of the running PowerShell: $PSHOME.</param>
    /// <param name="searchPath">The folders of the PATH.</param>
    public PowerShellLocator(string? process, string home, string searchPath)
    {
        _process = process;
        _home = home;
        _searchPath = searchPath;
    }

    /// <summary>The full path.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ToolMissing"/>.</exception>
    public string Find()
    {
        if (_process is { } process && s_shells.Contains(Path.GetFileNameWithoutExtension(process)))
        {
            return Lasting(process);
        }

        // Windows PowerShell has other hosts, the ISE for one; its own lies beside its library.
        string windowsPowerShell = Path.Combine(_home, "powershell.exe");
        return File.Exists(windowsPowerShell)
            ? windowsPowerShell
            : OnPath().FirstOrDefault()
            ?? throw new EngineException(ErrorKind.ToolMissing, "There is no pwsh on the PATH.") { Target = Program };
    }

    /// <summary>
    /// A path that outlives updates: packages of Homebrew and of the Microsoft Store lie in folders of a version, and
    /// are found by a link on the PATH.
    /// </summary>
    private string Lasting(string process)
    {
        bool isOfStore = process.Split('\\', '/').Contains(StoreFolder, StringComparer.OrdinalIgnoreCase);
        return OnPath().FirstOrDefault(found => found != process
            && (isOfStore || string.Equals(Follow(found), process, StringComparison.Ordinal))) ?? process;
    }

    private IEnumerable<string> OnPath() =>
        from folder in _searchPath.Split(Path.PathSeparator)
        where folder.Length > 0 && Path.IsPathRooted(folder)
        from name in new[] { Program, Program + ".exe" }
        let path = Path.Combine(folder, name)
        where File.Exists(path)
        select path;

    /// <summary>Where a path leads in the end.</summary>
    private static string Follow(string path)
    {
        for (int links = 0; links < MostLinks && SymbolicLinks.ReadTarget(path) is { Length: > 0 } target; links++)
        {
            path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path) ?? "", target));
        }

        return path;
    }
}
