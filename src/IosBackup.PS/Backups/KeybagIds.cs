using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;

namespace IosBackup.Backups;

/// <summary>Asks backups for the id of their keybag where a damaged one is no reason to stop.</summary>
internal static class KeybagIds
{
    /// <summary>The id; null when the backup has no keybag that can be read.</summary>
    public static string? Of(Backup backup)
    {
        try
        {
            return backup.KeybagId;
        }
        catch (EngineException error) when (error.Kind == ErrorKind.KeybagDamaged)
        {
            return null;
        }
    }
}
