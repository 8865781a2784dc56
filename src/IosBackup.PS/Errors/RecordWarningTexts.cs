using System.Collections.Generic;
using System.Globalization;
using IosBackup.Engine.Records;

namespace IosBackup.Errors;

/// <summary>What warnings about absent records say. Each begins with its id, the name of its kind.</summary>
internal static class RecordWarningTexts
{
    private static readonly Dictionary<RecordWarningKind, string> s_texts = new()
    {
        [RecordWarningKind.NotInUnencryptedBackups] =
            "{store} are not in this backup: phones put them into encrypted backups only. Turn encryption on "
            + "(Enable-IosBackupEncryption) and back up again: {backup}",
        [RecordWarningKind.StoreMissing] =
            "{store} are not in this backup: they were never used on the device, or the backup holds chosen data "
            + "only: {backup}",
        [RecordWarningKind.StoreEmptyWithoutLog] =
            "The store of {store} is empty, and the log beside it, which must hold the content, is not in the "
            + "backup: {backup}",
        [RecordWarningKind.LogUnreadable] =
            "The log beside the store of {store} cannot be read, so the newest entries may be missing: {backup}",
        [RecordWarningKind.StoreUnknown] =
            "The store of {store} has none of the tables that are known; its version of iOS is not supported: "
            + "{backup}",
        [RecordWarningKind.KeptInICloud] =
            "{count}of {store} are kept in iCloud and not in the backup: {backup}",
        [RecordWarningKind.FilesMissing] =
            "{count}that {store} refer to are not in the backup: {backup}",
        [RecordWarningKind.ContentUnreadable] =
            "The content of some entries of {store} cannot be decoded; they are given without it: {backup}",
        [RecordWarningKind.Locked] =
            "{count}of {store} are locked with a password of their own: {backup}",
        [RecordWarningKind.NeverInBackups] =
            "{store} are in no backup of a device: {backup}",
    };

    public static string Of(RecordWarning warning) =>
        warning.Kind + ": " + s_texts[warning.Kind]
            .Replace("{store}", warning.Store)
            .Replace("{backup}", warning.Backup)
            .Replace("{count}", Count(warning));

    /// <summary>The same without its id and the backup's folder, for a page about one backup.</summary>
    public static string WithoutPlace(RecordWarning warning) => Of(warning)
        .Replace(warning.Kind + ": ", "")
        .Replace(": " + warning.Backup, ".");

    private static string Count(RecordWarning warning)
    {
        string number = warning.Count is long count ? count.ToString("N0", CultureInfo.CurrentCulture) : "Some";
        return warning.Kind == RecordWarningKind.Locked ? number + " " : number + " files ";
    }
}
