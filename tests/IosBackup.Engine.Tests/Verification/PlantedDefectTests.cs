using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Verification;
using Xunit;

namespace IosBackup.Engine.Tests.Verification;

/// <summary>A checker that finds nothing where something has been planted fails here, kind by kind.</summary>
public sealed class PlantedDefectTests(GoodBackups backups) : IClassFixture<GoodBackups>
{
    // What the ledger vouches for makes other evidence uninteresting, and what it denies is an error of its own.
    private static readonly HashSet<FindingKind> s_withoutRepository = [FindingKind.SizeDiffers];

    public static TheoryData<FindingKind> PlainKinds => [.. PlantedDefects.Plain.Keys];

    public static TheoryData<FindingKind> EncryptedKinds => [.. PlantedDefects.Encrypted.Keys];

    [Fact]
    public void Every_kind_of_finding_has_a_planted_defect()
    {
        // Tested by themselves: the first two take no damage but a missing password, the others a drill.
        IEnumerable<FindingKind> others =
        [
            FindingKind.ManifestUnread,
            FindingKind.NothingProved,
            FindingKind.RestoreRefused,
            FindingKind.RestoreDiffers,
            FindingKind.RestoreSkips,
        ];

        Assert.Equal(
            Enum.GetValues<FindingKind>().Order(),
            PlantedDefects.Plain.Keys.Concat(PlantedDefects.Encrypted.Keys).Concat(others).Order());
    }

    [Theory]
    [MemberData(nameof(PlainKinds))]
    public Task In_a_plain_backup_it_is_found(FindingKind kind) =>
        FindAsync(kind, isEncrypted: false, PlantedDefects.Plain[kind]);

    [Theory]
    [MemberData(nameof(EncryptedKinds))]
    public Task In_an_encrypted_backup_it_is_found(FindingKind kind) =>
        FindAsync(kind, isEncrypted: true, PlantedDefects.Encrypted[kind]);

    private async Task FindAsync(FindingKind kind, bool isEncrypted, Action<GoodBackup> plant)
    {
        Assert.SkipWhen(
            kind == FindingKind.PayloadUnreadable && (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess),
            "This user can read everything.");
        using GoodBackup backup = backups.Copy(isEncrypted);
        if (s_withoutRepository.Contains(kind))
        {
            backup.ForgetRepository();
        }

        plant(backup);

        VerificationResult result = await backup.VerifyAsync(VerificationLevel.Full);

        Finding found = result.Findings.First(finding => finding.Kind == kind);
        Assert.Equal(FindingRules.SeverityOf(kind), found.Severity);
        Assert.True(!result.Passed || found.Severity != FindingSeverity.Error);
    }
}
