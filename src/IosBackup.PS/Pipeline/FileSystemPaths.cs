using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using IosBackup.Engine.Errors;
using Microsoft.PowerShell.Commands;

namespace IosBackup.Pipeline;

/// <summary>
/// Turns the paths that people give into paths of the file system: relative to PowerShell's location, through its
/// drives, and of no other provider. Pipeline thread only.
/// </summary>
internal sealed class FileSystemPaths
{
    private readonly PathIntrinsics _paths;

    public FileSystemPaths(SessionState session) => _paths = session.Path;

    /// <summary>The folder that commands work in, which is not the process's own.</summary>
    public string Current => _paths.CurrentFileSystemLocation.ProviderPath;

    /// <summary>
    /// The paths that a path with or without wildcards stands for. Without wildcards it may name what does not exist;
    /// what exists under just that name is meant, whatever characters it has.
    /// </summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>.</exception>
    public IReadOnlyList<string> Resolve(string path)
    {
        string literal = ResolveLiteral(path);
        if (Directory.Exists(literal) || File.Exists(literal))
        {
            return [literal];
        }

        if (!WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [ResolveLiteral(WildcardPattern.Unescape(path))];
        }

        IReadOnlyList<string> found = _paths.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
        Check(provider, path);
        return found;
    }

    /// <summary>The path that a path stands for, character by character. It may name what does not exist.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>.</exception>
    public string ResolveLiteral(string path)
    {
        string resolved = _paths.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        Check(provider, path);
        return resolved;
    }

    /// <summary>A path that means the same whatever provider the current location is of.</summary>
    public static string Qualify(string path) => @"Microsoft.PowerShell.Core\FileSystem::" + path;

    private static void Check(ProviderInfo provider, string path)
    {
        if (provider.ImplementingType != typeof(FileSystemProvider))
        {
            throw new EngineException(
                ErrorKind.InvalidArgument, $"It is a path of the {provider.Name} provider, not of the file system.")
            {
                Target = path,
            };
        }
    }
}
