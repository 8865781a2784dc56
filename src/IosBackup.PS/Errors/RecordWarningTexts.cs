using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using IosBackup.Engine.Records;

namespace IosBackup.Errors;

/// <summary>What warnings about absent records say. Each begins with its id, the name of its kind.</summary>
internal static class RecordWarningTexts
{
    private static readonly Dictionary<RecordWarningKind, string> s_texts = new()
    {
        [RecordWarningKind.NotInUnencryptedBackups] =
            "Nothing of {store} can be read from this backup: phones put it into encrypted backups only. Turn "
            + "encryption on (Enable-IosBackupEncryption) and back up again: {backup}",
        [RecordWarningKind.StoreMissing] =
            "Nothing of {store} is in this backup: it was never used on the device, or the backup holds chosen data "
            + "only: {backup}",
        [RecordWarningKind.StoreEmptyWithoutLog] =
            "The store of {store} is empty, and the log beside it, which must hold the content, is not in the "
            + "backup: {backup}",
        [RecordWarningKind.LogUnreadable] =
            "The log beside the store of {store} cannot be read, so the newest entries may be missing: {backup}",
        [RecordWarningKind.StoreDamaged] =
            "The store of {store} is damaged or was changed since it came from the phone: entries may be missing or "
            + "wrong, and Test-IosBackup tells what else is: {backup}",
        [RecordWarningKind.StoreUnknown] =
            "The store of {store} has none of the tables that are known; its version of iOS is not supported: "
            + "{backup}",
        [RecordWarningKind.KeptInICloud] =
            "{count} {file|files} of {store} {is|are} kept in iCloud and not in the backup: {backup}",
        [RecordWarningKind.FilesMissing] =
            "{count} {file|files} that {store} refer to {is|are} not in the backup: {backup}",
        [RecordWarningKind.ContentUnreadable] =
            "The content of some entries of {store} cannot be decoded; they are given without it: {backup}",
        [RecordWarningKind.Locked] =
            "{count} {entry|entries} of {store} {is|are} locked with a password of {its|their} own: {backup}",
        [RecordWarningKind.LockedOtherwise] =
            "{count} {entry|entries} of {store} {is|are} locked with another password than the one that was given: "
            + "{backup}",
        [RecordWarningKind.DeviceBound] =
            "{count} {entry|entries} of {store} {opens|open} on the device itself only: {backup}",
    };

    public static string Of(RecordWarning warning)
    {
        // One form for one and another for all other numbers: {file|files}.
        string text = Regex.Replace(
            s_texts[warning.Kind],
            @"\{(\w+)\|(\w+)\}",
            warning.Count == 1 ? "$1" : "$2",
            RegexOptions.CultureInvariant);
        return warning.Kind + ": " + text
            .Replace("{count}", warning.Count?.ToString("N0", CultureInfo.CurrentCulture) ?? "Some")
            .Replace("{store}", warning.Store)
            .Replace("{backup}", warning.Backup);
    }

    /// <summary>The same without its id and the backup's folder, for a page about one backup.</summary>
    public static string WithoutPlace(RecordWarning warning) => Of(warning)
        .Replace(warning.Kind + ": ", "")
        .Replace(": " + warning.Backup, ".");
}
