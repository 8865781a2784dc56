using System;
using System.Management.Automation;
using IosBackup.Backups;
using IosBackup.Engine.Backups;

namespace IosBackup.Parameters;

/// <summary>Takes items of Get-IosBackupItem that came from a job; the backup is asked for the rest of them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemTransformationAttribute : ElementTransformationAttribute
{
    private protected override string Noun => "item";

    private protected override object? TransformOne(EngineIntrinsics engine, object? input)
    {
        if (input is PSObject { BaseObject: PSCustomObject } copy
            && Text(copy, nameof(IosBackupItem.BackupPath)) is string path
            && Text(copy, nameof(IosBackupItem.FileId)) is string id)
        {
            BackupFile file = new()
            {
                FileId = id,
                Domain = Text(copy, nameof(IosBackupItem.Domain)) ?? string.Empty,
                RelativePath = Text(copy, nameof(IosBackupItem.RelativePath)) ?? string.Empty,
                Kind = Enum.TryParse(Text(copy, nameof(IosBackupItem.Kind)), out FileKind kind) ? kind : FileKind.File,
            };
            return new IosBackupItem(
                file, new BackupPlace(path, Text(copy, nameof(IosBackupItem.BackupRunId))), isReference: true);
        }

        return input;
    }

    private static string? Text(PSObject item, string property) => item.Properties[property]?.Value?.ToString();
}
