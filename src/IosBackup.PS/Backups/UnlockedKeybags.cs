using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Cryptography;

namespace IosBackup.Backups;

/// <summary>
/// The keys that Unlock-IosBackup keeps for the session, by keybag: all runspaces of the process share them. Safe for
/// several threads. Keys that are forgotten while somebody reads with them are zeroed when the last reader is done.
/// </summary>
internal static class UnlockedKeybags
{
    private static readonly object s_gate = new();
    private static readonly Dictionary<string, KeptKeys> s_kept = new(StringComparer.Ordinal);

    /// <summary>Keeps keys, which are no longer the caller's to dispose.</summary>
    public static void Keep(ClassKeys keys)
    {
        lock (s_gate)
        {
            Forget(keys.KeybagId);
            s_kept.Add(keys.KeybagId, new KeptKeys(keys));
        }
    }

    /// <summary>Whether the keys of a keybag are kept.</summary>
    public static bool Contains(string keybagId)
    {
        lock (s_gate)
        {
            return s_kept.ContainsKey(keybagId);
        }
    }

    /// <summary>Lends the keys of a keybag; null when they are not kept.</summary>
    public static BorrowedKeys? Borrow(string keybagId)
    {
        lock (s_gate)
        {
            if (!s_kept.TryGetValue(keybagId, out KeptKeys? kept))
            {
                return null;
            }

            kept.Readers++;
            return new BorrowedKeys(kept.Keys, () => GiveBack(kept));
        }
    }

    /// <summary>Forgets the keys of a keybag.</summary>
    public static void Forget(string keybagId)
    {
        lock (s_gate)
        {
            if (s_kept.TryGetValue(keybagId, out KeptKeys? kept))
            {
                s_kept.Remove(keybagId);
                kept.IsForgotten = true;
                ZeroWhenUnused(kept);
            }
        }
    }

    /// <summary>Forgets all keys.</summary>
    public static void ForgetAll()
    {
        lock (s_gate)
        {
            foreach (string keybagId in s_kept.Keys.ToArray())
            {
                Forget(keybagId);
            }
        }
    }

    private static void GiveBack(KeptKeys kept)
    {
        lock (s_gate)
        {
            kept.Readers--;
            ZeroWhenUnused(kept);
        }
    }

    private static void ZeroWhenUnused(KeptKeys kept)
    {
        if (kept.IsForgotten && kept.Readers == 0)
        {
            kept.Keys.Dispose();
        }
    }

    private sealed class KeptKeys(ClassKeys keys)
    {
        public ClassKeys Keys { get; } = keys;

        public int Readers { get; set; }

        public bool IsForgotten { get; set; }
    }
}
