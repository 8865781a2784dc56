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
        string[] parts = path.Split('/');
        bool safe = path.Length <= LongestPath && _folder.IsMatch(parts[0]) && parts.Skip(1).All(IsPlainName);
        if (safe)
        {
            string resolved = Path.GetFullPath(Path.Combine([_root, .. parts]));
            if (resolved.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                return resolved;
            }
        }

        EngineException cause = new(ErrorKind.UnsafePath, "The device named a path outside its backup.")
        {
            Target = Printable(path),
        };
        throw new DeviceLinkException(DeviceLinkStatus.InvalidParameter, cause.Message, cause);
    }

    /// <summary>
    /// Letters, digits, and dots or hyphens or underscores within: nothing that any file system reads as more.
    /// </summary>
    private static bool IsPlainName(string part) =>
        part.Length is > 0 and <= LongestPart
        && part.All(static c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')
            or '.' or '-' or '_')
        && part[0] != '.'
        && part[part.Length - 1] != '.'
        && !WindowsNames.IsReserved(part);

    private static string Printable(string path) =>
        new([.. path.Take(100).Select(static c => char.IsControl(c) ? '?' : c)]);
}
