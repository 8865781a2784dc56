using System;
using System.Globalization;
using System.IO;

namespace IosBackup.Engine.Repository;

/// <summary>Where things lie in a repository, for one device.</summary>
/// <remarks>
/// Generations lie in Apple's own layout, so that every tool opens each of them as it is; what is ours lies in
/// <c>.iosbackup</c> beside them.
/// </remarks>
internal sealed class RepositoryLayout(string root, string udid)
{
    /// <summary>The folder with what is ours.</summary>
    public const string OwnFolder = ".iosbackup";

    /// <summary>What the name of a Manifest.plist that was wrapped anew begins with.</summary>
    public const string RewrappedPrefix = "rewrapped-";

    private const string StampFormat = "yyyyMMdd-HHmmss";

    public string Root { get; } = root;

    public string Udid { get; } = udid;

    /// <summary>The newest generation.</summary>
    public string Newest => Path.Combine(Root, Udid);

    public string Own => Path.Combine(Root, OwnFolder, Udid);

    public string Lock => Path.Combine(Own, "lock");

    public string LockOwner => Path.Combine(Own, "lock.plist");

    /// <summary>The marks of those who read by path; see <see cref="RepositoryLock"/>.</summary>
    public string Readers => Path.Combine(Own, "readers");

    public string Journal => Path.Combine(Own, "journal.plist");

    /// <summary>The run in progress: a drive for the device.</summary>
    public string Staging => Path.Combine(Own, "staging");

    public string StagedBackup => Path.Combine(Staging, Udid);

    public string Incoming => Path.Combine(Staging, "incoming");

    public string RunFile => Path.Combine(Staging, "run.plist");

    public string ReceivedLog => Path.Combine(Staging, "received.log");

    /// <summary>A generation's Manifest.plist as the device wrapped it anew when the password changed.</summary>
    public string Rewrapped(string statusUuid) => Path.Combine(Own, RewrappedPrefix + statusUuid + ".plist");

    /// <summary>What is on its way to be deleted.</summary>
    public string Trash => Path.Combine(Own, "trash");

    /// <summary>A place in the trash that is free.</summary>
    public string NewTrash() => Path.Combine(Trash, Guid.NewGuid().ToString("N"));

    public string Generations => Path.Combine(Own, "generations");

    /// <summary>An older generation's folder, named as Apple names archived backups.</summary>
    public string Archived(string stamp) => Path.Combine(Root, $"{Udid}-{stamp}");

    /// <summary>The folder of a backup of chosen data types.</summary>
    public string Partial(string stamp) => Path.Combine(Root, $"{Udid}-partial-{stamp}");

    /// <summary>What is kept about a generation: record, ledger, copies of its metadata.</summary>
    public string Generation(string stamp) => Path.Combine(Generations, stamp);

    /// <summary>The same, as long as the generation is not committed.</summary>
    public string Pending(string stamp) => Path.Combine(Generations, stamp + ".pending");

    /// <summary>The name of a moment, in UTC.</summary>
    public static string Stamp(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString(StampFormat, CultureInfo.InvariantCulture);

    /// <summary>The moment a name stands for, or null when it is no such name.</summary>
    public static DateTimeOffset? ParseStamp(string stamp) => DateTimeOffset.TryParseExact(
        stamp, StampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
        ? moment
        : null;

    /// <summary>Where things lie for the device whose backup a folder is; null when it lies in no repository.</summary>
    public static RepositoryLayout? OfGeneration(string folder)
    {
        string path = folder.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        if (Path.GetDirectoryName(path) is not string root
            || ParseFolderName(Path.GetFileName(path)) is not { } name)
        {
            return null;
        }

        RepositoryLayout layout = new(root, name.Udid);
        return Directory.Exists(layout.Own) ? layout : null;
    }

    /// <summary>
    /// Takes the name of a folder in a repository apart: the UDID, the stamp of an archived generation, and whether it
    /// is partial. Null when the folder is no backup's.
    /// </summary>
    public static (string Udid, string? Stamp, bool IsPartial)? ParseFolderName(string name)
    {
        const string PartialMark = "-partial-";
        int partial = name.IndexOf(PartialMark, StringComparison.Ordinal);
        if (partial > 0)
        {
            string stamp = name.Substring(partial + PartialMark.Length);
            return ParseStamp(stamp) is null || !IsUdid(name.Substring(0, partial))
                ? null
                : (name.Substring(0, partial), stamp, true);
        }

        int stampAt = name.Length - StampFormat.Length;
        if (stampAt > 1 && name[stampAt - 1] == '-' && ParseStamp(name.Substring(stampAt)) is not null
            && IsUdid(name.Substring(0, stampAt - 1)))
        {
            return (name.Substring(0, stampAt - 1), name.Substring(stampAt), false);
        }

        return IsUdid(name) ? (name, null, false) : null;
    }

    /// <summary>Whether a text has one of the two forms of UDIDs: 40 hex digits, or 8, a hyphen and 16.</summary>
    public static bool IsUdid(string text)
    {
        const int LongForm = 40;
        const int ShortForm = 25;
        const int HyphenAt = 8;
        if (text.Length is not LongForm and not ShortForm)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            bool hyphen = text.Length == ShortForm && i == HyphenAt;
            if (hyphen ? text[i] != '-' : !Uri.IsHexDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
