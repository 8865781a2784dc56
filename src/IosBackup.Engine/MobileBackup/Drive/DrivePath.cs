using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using IosBackup.Engine.DeviceLink;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.MobileBackup.Drive;

/// <summary>
/// Turns the paths of a device into paths of the host. A device names its own UDID's folder (or that folder's dated
/// copy) and below it hashes and a handful of fixed names; everything else is refused, never repaired, because a
/// silently different name would break what the device does next.
/// </summary>
internal sealed class DrivePath
{
    private const int LongestPath = 512;
    private const int LongestPart = 128;

    private readonly string _root;
    private readonly Regex _folder;
    private string? _known;

    /// <param name="root">The folder that holds the backup's folder.</param>
    /// <param name="folders">The backup folders the device may name.</param>
    public DrivePath(string root, params string[] folders)
    {
        _root = Path.GetFullPath(root);
        string names = string.Join("|", folders.Select(Regex.Escape));
        _folder = new Regex($"^(?:{names})(?:-[0-9]{{8}}-[0-9]{{6}})?\\z", RegexOptions.CultureInvariant);
    }

    /// <summary>The host's path of a device's path.</summary>
    /// <exception cref="DeviceLinkException">
    /// <see cref="DeviceLinkStatus.InvalidParameter"/>, caused by <see cref="ErrorKind.UnsafePath"/>.
    /// </exception>
    public string Resolve(string path)
    {
        int end = path.IndexOf('/');
        string folder = end < 0 ? path : path.Substring(0, end);
        if (path.Length <= LongestPath && IsKnown(folder) && (end < 0 || ArePlainNames(path.AsSpan(end + 1))))
        {
            return _root + Path.DirectorySeparatorChar + path.Replace('/', Path.DirectorySeparatorChar);
        }

        EngineException cause = new(ErrorKind.UnsafePath, "The device named a path outside its backup.")
        {
            Target = Printable(path),
        };
        throw new DeviceLinkException(DeviceLinkStatus.InvalidParameter, cause.Message, cause);
    }

    /// <summary>Nearly all paths of a device begin with the same folder.</summary>
    private bool IsKnown(string folder)
    {
        if (folder == _known)
        {
            return true;
        }

        if (!_folder.IsMatch(folder))
        {
            return false;
        }

        _known = folder;
        return true;
    }

    private static bool ArePlainNames(ReadOnlySpan<char> path)
    {
        int end;
        while ((end = path.IndexOf('/')) >= 0)
        {
            if (!IsPlainName(path.Slice(0, end)))
            {
                return false;
            }

            path = path.Slice(end + 1);
        }

        return IsPlainName(path);
    }

    /// <summary>
    /// Letters, digits, and dots or hyphens or underscores within: nothing that any file system reads as more, so that
    /// a path of such names stays where it begins.
    /// </summary>
    private static bool IsPlainName(ReadOnlySpan<char> part)
    {
        foreach (char c in part)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-' or '_'))
            {
                return false;
            }
        }

        return part.Length is > 0 and <= LongestPart
            && part[0] != '.'
            && part[part.Length - 1] != '.'
            && !WindowsNames.IsReserved(part);
    }

    private static string Printable(string path) =>
        new([.. path.Take(100).Select(static c => char.IsControl(c) ? '?' : c)]);
}
