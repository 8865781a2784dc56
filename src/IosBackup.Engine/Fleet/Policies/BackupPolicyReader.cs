using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Usbmux;
using IosBackup.Engine.Verification;

namespace IosBackup.Engine.Fleet.Policies;

/// <summary>Reads policy files. Nothing in one is believed before it was checked.</summary>
public static class BackupPolicyReader
{
    /// <summary>The longest file that is read, in bytes.</summary>
    public const int LongestFile = 1_000_000;

    private const int Version = 1;
    private const int MostMinutes = 24 * 60;
    private const int MostDevices = 64;
    private const int MostPeriods = 10_000;
    private const string Any = "Any";
    private const string None = "None";

    private static readonly Dictionary<string, DataType> s_types =
        Enum.GetValues<DataType>().ToDictionary(static type => type.ToString());

    private static readonly byte[] s_utf8Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a policy.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PolicyInvalid"/>: it is not there, cannot be read, or is no policy; the target is the file
    /// with the line and the key.
    /// </exception>
    public static BackupPolicy Read(string path)
    {
        PolicySource source = new(Path.GetFullPath(path));
        return Parse(source, ReadBytes(source));
    }

    /// <summary>Reads a policy of bytes, as if they lay in a file.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.PolicyInvalid"/>.</exception>
    internal static BackupPolicy Parse(string path, byte[] bytes) => Parse(new PolicySource(path), bytes);

    private static byte[] ReadBytes(PolicySource source)
    {
        try
        {
            using FileStream file = new(source.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
            byte[] bytes = new byte[LongestFile + 1];
            int length = 0;
            for (int read = -1; read != 0 && length < bytes.Length; length += read)
            {
                read = file.Read(bytes, length, bytes.Length - length);
            }

            Array.Resize(ref bytes, length);
            return bytes;
        }
        catch (Exception error)
            when (FileErrors.IsFileError(error) || error is ArgumentException or NotSupportedException)
        {
            throw source.Error(error.Message, error);
        }
    }

    private static BackupPolicy Parse(PolicySource source, byte[] bytes)
    {
        if (bytes.Length > LongestFile)
        {
            throw source.Error("It is longer than 1 MB, which no policy is.");
        }

        if (bytes.Length > 1 && bytes[0] >= 0xFE && bytes[1] >= 0xFE)
        {
            // Windows PowerShell writes this unless it is told otherwise.
            throw source.Error("It is written in UTF-16. Save it as UTF-8.");
        }

        bool hasMark = bytes.Length >= s_utf8Mark.Length && bytes.Take(s_utf8Mark.Length).SequenceEqual(s_utf8Mark);
        PolicyNode root = PolicyTree.Read(source, hasMark ? [.. bytes.Skip(s_utf8Mark.Length)] : bytes);
        PolicyFields fields = new(
            source,
            root,
            string.Empty,
            "version",
            "repository",
            "devices",
            "connectionType",
            "waitMinutes",
            "throttleLimit",
            "requireEncryption",
            "include",
            "exclude",
            "verify",
            "copyTo",
            "keep",
            "reports");
        if (fields.Number("version", Version, Version) is null)
        {
            throw fields.Error("version", "The key is wanted, with the number 1.");
        }

        return Read(fields, new PolicyPaths(Path.GetDirectoryName(source.Path) ?? source.Path));
    }

    private static BackupPolicy Read(PolicyFields fields, PolicyPaths paths)
    {
        BackupPolicy standard = new();
        BackupPolicy policy = new()
        {
            Repository = ReadFolder(fields, "repository", paths),
            Devices = ReadDevices(fields),
            ConnectionType = ReadConnectionType(fields),
            Wait = fields.Number("waitMinutes", 0, MostMinutes) is { } minutes
                ? TimeSpan.FromMinutes(minutes)
                : standard.Wait,
            ThrottleLimit = fields.Number("throttleLimit", 1, MostDevices) ?? standard.ThrottleLimit,
            RequireEncryption = fields.Switch("requireEncryption"),
            Include = ReadTypes(fields, "include"),
            Exclude = ReadTypes(fields, "exclude"),
            Verify = fields.Has("verify") ? ReadLevel(fields) : standard.Verify,
            CopyTo = [.. fields.Texts("copyTo").Select(path => ReadFolder(fields, "copyTo", path, paths))],
            Keep = ReadKeep(fields),
            Reports = ReadFolder(fields, "reports", paths),
        };
        RequireSomethingLeft(fields, policy);
        RequireDifferentFolders(fields, policy);
        return policy;
    }

    private static string? ReadFolder(PolicyFields fields, string key, PolicyPaths paths) =>
        fields.Text(key) is string path ? ReadFolder(fields, key, path, paths) : null;

    private static string ReadFolder(PolicyFields fields, string key, string path, PolicyPaths paths) =>
        paths.Resolve(path, out string problem) ?? throw fields.Error(key, problem);

    private static IReadOnlyList<string>? ReadDevices(PolicyFields fields)
    {
        if (!fields.Has("devices"))
        {
            return null;
        }

        IReadOnlyList<string> devices = fields.Texts("devices");
        return devices.Count > 0
            ? devices
            : throw fields.Error("devices", "A device is wanted. Without the key all paired devices are meant.");
    }

    private static DeviceConnectionType? ReadConnectionType(PolicyFields fields) =>
        Enum.TryParse(
            fields.Choice(
                "connectionType", Any, nameof(DeviceConnectionType.Usb), nameof(DeviceConnectionType.Network)),
            out DeviceConnectionType type)
            ? type
            : null;

    private static VerificationLevel? ReadLevel(PolicyFields fields) =>
        Enum.TryParse(
            fields.Choice(
                "verify",
                None,
                nameof(VerificationLevel.Quick),
                nameof(VerificationLevel.Hash),
                nameof(VerificationLevel.Full)),
            out VerificationLevel level)
            ? level
            : null;

    private static IReadOnlyList<DataType> ReadTypes(PolicyFields fields, string key) =>
        [.. fields.Choices(key, [.. s_types.Keys]).Select(static name => s_types[name]).Distinct()];

    private static RetentionPolicy? ReadKeep(PolicyFields fields)
    {
        if (fields.Object("keep", "last", "daily", "weekly", "monthly", "yearly") is not PolicyFields keep)
        {
            return null;
        }

        RetentionPolicy policy = new()
        {
            Last = keep.Number("last", 0, MostPeriods) ?? 0,
            Daily = keep.Number("daily", 0, MostPeriods) ?? 0,
            Weekly = keep.Number("weekly", 0, MostPeriods) ?? 0,
            Monthly = keep.Number("monthly", 0, MostPeriods) ?? 0,
            Yearly = keep.Number("yearly", 0, MostPeriods) ?? 0,
        };
        return policy.IsEmpty
            ? throw keep.Error("One number above 0 is wanted. Without the key all generations stay.")
            : policy;
    }

    private static void RequireSomethingLeft(PolicyFields fields, BackupPolicy policy)
    {
        try
        {
            _ = new BackupFilter(policy.Include, policy.Exclude);
        }
        catch (EngineException error) when (error.Kind == ErrorKind.InvalidArgument)
        {
            throw fields.Error("exclude", error.Message);
        }
    }

    private static void RequireDifferentFolders(PolicyFields fields, BackupPolicy policy)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        if (policy.Repository is not null)
        {
            seen.Add(FolderPaths.Resolve(policy.Repository));
        }

        if (policy.CopyTo.Any(folder => !seen.Add(FolderPaths.Resolve(folder))))
        {
            throw fields.Error("copyTo", "A folder is there twice, or is the repository itself.");
        }
    }
}
