using System.Collections.Generic;
using System.Management.Automation;
using IosBackup.Engine.Errors;

namespace IosBackup.Errors;

internal static partial class ErrorTexts
{
    private const string RunAgain =
        "Run again, with -Full if it repeats; what was good before is as it was.";

    /// <summary>Errors of a backup run that mean something else than those of a backup that lies there.</summary>
    public static IReadOnlyList<ErrorEntry> Run { get; } =
    [
        new(ErrorKind.DeviceDisconnected, ErrorCategory.ConnectionError,
            "The connection to the device[ {target}] broke: {detail}",
            "Connect it again and repeat the command; what has arrived is kept for the next run.", RetryAdvice.Later),
        new(ErrorKind.BackupIncomplete, ErrorCategory.InvalidData,
            "The device did not finish the backup[ {target}].", RunAgain, RetryAdvice.Later),
        new(ErrorKind.ManifestDamaged, ErrorCategory.InvalidData,
            "The list of files of the new backup[ {target}] is damaged: {detail}", RunAgain, RetryAdvice.Later),
        new(ErrorKind.KeybagDamaged, ErrorCategory.InvalidData,
            "The keys of the new backup[ {target}] are damaged: {detail}", RunAgain, RetryAdvice.Later),
        new(ErrorKind.PayloadMissing, ErrorCategory.ObjectNotFound,
            "A file that the new backup lists is not there[: {target}].", RunAgain, RetryAdvice.Later),
        new(ErrorKind.PayloadDamaged, ErrorCategory.InvalidData,
            "The new backup is damaged[: {target}]. {detail}", RunAgain, RetryAdvice.Later),
        new(ErrorKind.DatabaseDamaged, ErrorCategory.InvalidData,
            "A database of the new backup cannot be read[: {target}]. {detail}", RunAgain, RetryAdvice.Later),
        new(ErrorKind.ItemNotFound, ErrorCategory.ObjectNotFound,
            "The device has nothing of what the backup is limited to[: {target}].",
            "Look at -Include and -IncludeApp: the tab key completes the apps that are known.",
            RetryAdvice.AfterAction),
    ];
}
