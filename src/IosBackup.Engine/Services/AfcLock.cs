namespace IosBackup.Engine.Services;

/// <summary>Operations on the lock of an open file. The protocol's numbers; each includes "do not block".</summary>
internal enum AfcLock : ulong
{
    Shared = 5,
    Exclusive = 6,
    Unlock = 12,
}
