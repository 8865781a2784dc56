using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;
using IosBackup.Tests;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Observations;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice;

/// <summary>A phone with content and a scripted host that backs it up.</summary>
internal sealed class BackupBench : IAsyncDisposable
{
    public BackupBench(VirtualPhoneOptions? options = null)
    {
        Bench = new PhoneBench(options ?? new VirtualPhoneOptions { UploadBlockSize = 16 * 1024 });
        AwkwardContent.AddTo(Phone.Content);
    }

    public PhoneBench Bench { get; }

    public VirtualPhone Phone => Bench.Phone;

    public ScriptedHost Host { get; } = new();

    /// <summary>The files of the backup, relative to its folder.</summary>
    public Dictionary<string, byte[]> Backup => Host.Files
        .Where(file => file.Key.StartsWith(Phone.Udid + "/", StringComparison.Ordinal))
        .ToDictionary(file => file.Key[(Phone.Udid.Length + 1)..], static file => file.Value);

    /// <summary>Payloads received since the last look.</summary>
    public int CountPayloads()
    {
        int count = Host.Received.Count(static path => !path.EndsWith(".plist", StringComparison.Ordinal)
            && !path.EndsWith(".db", StringComparison.Ordinal));
        Host.Received.Clear();
        return count;
    }

    public Task<PlistDictionary> RunAsync() => Host.BackUpAsync(Bench);

    /// <summary>Makes a backup that must succeed, and compares it with the phone.</summary>
    public async Task SucceedAsync(bool allowsOrphans = false)
    {
        PlistDictionary response = await RunAsync();
        Assert.Empty(Phone.Observations.Of(ObservationKind.PhoneCrashed));
        Assert.True(response.GetInteger("ErrorCode") == 0, response.GetString("ErrorDescription"));
        WrittenBackup.RequireEqual(Backup, Phone.Content, Phone.BackupPassword, allowsOrphans);
    }

    /// <summary>Makes a backup that must end with an error.</summary>
    public async Task FailAsync(int code, string description)
    {
        PlistDictionary response = await RunAsync();
        Assert.Empty(Phone.Observations.Of(ObservationKind.PhoneCrashed));
        Assert.Equal(code, response.GetInteger("ErrorCode"));
        Assert.Contains(description, response.GetString("ErrorDescription"), StringComparison.Ordinal);
    }

    /// <summary>Makes a backup in which the phone breaks off.</summary>
    public async Task BreakAsync()
    {
        await Assert.ThrowsAnyAsync<IOException>(RunAsync);
        Assert.Empty(Phone.Observations.Of(ObservationKind.PhoneCrashed));
    }

    public Task<PlistDictionary> ChangePasswordAsync(string? oldPassword, string? newPassword)
    {
        PlistDictionary request = new() { ["MessageName"] = "ChangePassword", ["TargetIdentifier"] = Phone.Udid };
        request["OldPassword"] = oldPassword is null ? null : new PlistString(oldPassword);
        request["NewPassword"] = newPassword is null ? null : new PlistString(newPassword);
        return Host.RunAsync(Bench, request);
    }

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}
