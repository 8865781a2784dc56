using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using IosBackup.PS.Tests.Hosting;
using IosBackup.VirtualDevice;
using Xunit;

namespace IosBackup.PS.Tests.Policies;

/// <summary>Phones, and a folder for policies and what they make.</summary>
internal sealed class PolicyDesk : IAsyncDisposable
{
    /// <summary>Carries the policy out that a test has written.</summary>
    public const string Invoke = "Invoke-IosBackupPolicy $rest -Endpoint $endpoint";

    private readonly TestFolder _folder = new();

    public PhoneDesk Phones { get; } = new();

    public string Policy => _folder["policy.json"];

    /// <summary>A folder beside the policy, which a policy names by its name alone.</summary>
    public string this[string name] => _folder[name];

    public Task<VirtualPhone> AddAsync(string name, VirtualPhoneOptions? options = null) =>
        Phones.AddAsync(name, options);

    /// <summary>
    /// Writes the policy, to which the version, the repository and no patience are added, and makes the folders for
    /// copies.
    /// </summary>
    public void Write(params (string Key, object Value)[] keys)
    {
        Dictionary<string, object> policy = new() { ["version"] = 1, ["repository"] = Phones.Repository };
        foreach ((string key, object value) in keys)
        {
            policy[key] = value;
        }

        foreach (string folder in policy.GetValueOrDefault("copyTo") as string[] ?? [])
        {
            if (!File.Exists(_folder[folder]))
            {
                Directory.CreateDirectory(_folder[folder]);
            }
        }

        policy.TryAdd("waitMinutes", 0);
        File.WriteAllText(Policy, JsonSerializer.Serialize(policy));
    }

    public ShellResult Run(string script = Invoke) => Phones.Run(script, Policy);

    /// <summary>Carries the policy out, which has to emit its one object.</summary>
    public (IosBackupPolicyRun Run, string[] ErrorIds) Carry(string script = Invoke)
    {
        ShellResult result = Run(script);
        return (
            Assert.Single(result.As<IosBackupPolicyRun>()),
            [.. result.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0])]);
    }

    /// <summary>The generations of a phone in a folder.</summary>
    public string[] Generations(VirtualPhone phone, string? folder = null) =>
        Directory.Exists(folder ?? Phones.Repository)
            ? Directory.GetDirectories(folder ?? Phones.Repository, phone.Udid + "*")
            : [];

    /// <summary>Every file below a folder with its length and time.</summary>
    public static string[] Snapshot(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(static entry =>
                $"{entry.FullName} {(entry as FileInfo)?.Length} {entry.LastWriteTimeUtc.Ticks}")
            .Order(StringComparer.Ordinal),
    ];

    public async ValueTask DisposeAsync()
    {
        await Phones.DisposeAsync();
        _folder.Dispose();
    }
}
