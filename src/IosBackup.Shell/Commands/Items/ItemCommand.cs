using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace IosBackup.Shell.Commands.Items;

/// <summary>The base of commands that take -Path with wildcards or -LiteralPath without.</summary>
public abstract class ItemCommand : PSCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    [Parameter(
        Position = 0,
        ParameterSetName = PathSet,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    public virtual string[]? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>Whether wildcards mean themselves.</summary>
    private protected bool IsLiteral => LiteralPath is not null;

    /// <summary>The paths as they were given; the current place when none was.</summary>
    private protected string[] Given => LiteralPath ?? Path ?? [SessionState.Path.CurrentLocation.Path];

    /// <summary>The existing files that the paths stand for; an error for each that does not exist.</summary>
    private protected IEnumerable<string> FilePaths()
    {
        foreach (string given in Given)
        {
            string[] found = [.. Resolve(given)];
            foreach (string path in found)
            {
                yield return path;
            }
        }
    }

    private protected void WriteNotFound(string path) => WriteError(new ErrorRecord(
        new ItemNotFoundException($"Cannot find path '{path}' because it does not exist."),
        "PathNotFound",
        ErrorCategory.ObjectNotFound,
        path));

    private IEnumerable<string> Resolve(string given)
    {
        ProviderInfo provider;
        IEnumerable<string> found;
        if (IsLiteral || !WildcardPattern.ContainsWildcardCharacters(given))
        {
            found = [SessionState.Path.GetUnresolvedProviderPathFromPSPath(given, out provider, out _)];
        }
        else
        {
            found = SessionState.Path.GetResolvedProviderPathFromPSPath(given, out provider);
        }

        if (provider.ImplementingType != typeof(FileSystemProvider))
        {
            WriteError(new ErrorRecord(
                new PSNotSupportedException($"In this shell it works with files only, not with '{given}'."),
                "NotAFile",
                ErrorCategory.NotImplemented,
                given));
            return [];
        }

        foreach (string missing in found.Where(path => !File.Exists(path)))
        {
            WriteNotFound(missing);
        }

        return found.Where(File.Exists);
    }
}
