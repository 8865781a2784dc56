using System;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Services;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>Sets, changes or removes the backup password.</summary>
internal sealed class PasswordChange(RunContext context)
{
    private readonly VirtualPhone _phone = context.Phone;

    /// <exception cref="BackupException">The password stays as it is, and the host is to be told why.</exception>
    public async Task RunAsync(PlistDictionary request)
    {
        string? newPassword = NullIfEmpty(request.GetString("NewPassword"));
        string? oldPassword = NullIfEmpty(request.GetString("OldPassword"));
        await context.AskForPasscodeAsync();
        if (newPassword is null && _phone.RequiresEncryption)
        {
            throw new BackupException(
                BackupErrorCode.ForbiddenByPolicy, "Backup encryption is required by device management");
        }

        if (oldPassword != _phone.BackupPassword)
        {
            throw new BackupException(BackupErrorCode.WrongPassword, "Invalid password");
        }

        (string Path, BackupProperties Properties)? found = await FindPropertiesAsync();
        _phone.BackupPassword = newPassword;
        if (found is (string path, BackupProperties properties))
        {
            await RewrapAsync(path, properties);
        }

        _phone.PostNotification(NotificationNames.BackupDomainChanged);
    }

    /// <summary>The Manifest.plist of the backup that the host has; null when there is none.</summary>
    private async Task<(string Path, BackupProperties Properties)?> FindPropertiesAsync()
    {
        foreach (string folder in (string[])[context.Layout.Snapshot, context.Layout.Root])
        {
            string path = HostLayout.In(folder, HostLayout.PropertiesName);
            if (await context.Drive.ReadAsync(path) is byte[] bytes)
            {
                try
                {
                    return (path, BackupProperties.Parse(bytes));
                }
                catch (EngineException e)
                {
                    throw new BackupException(BackupErrorCode.CorruptBackup, "Error reading Manifest.plist", new BackupException(
                        BackupErrorCode.InvalidFormat, e.Message));
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Locks the keys of a backup with the new password, so that the next run can continue it. Where encryption was
    /// turned on or off, the keys are others and the next run is a full one.
    /// </summary>
    private async Task RewrapAsync(string path, BackupProperties properties)
    {
        Keybag current = _phone.Backups.Keys.Keybag;
        if (properties.IsEncrypted && _phone.Backups.Keys.IsEncrypted
            && Keybag.Parse(properties.BackupKeyBag.Span).Uuid.Span.SequenceEqual(current.Uuid.Span))
        {
            properties.BackupKeyBag = current.Bytes;
            await context.Drive.UploadAsync(
                DevicePaths.Temporary(HostLayout.PropertiesName), path, properties.ToBytes());
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
