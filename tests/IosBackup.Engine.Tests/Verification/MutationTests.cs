using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Verification;
using Xunit;

namespace IosBackup.Engine.Tests.Verification;

/// <summary>
/// Random single defects in a plain and an encrypted backup of a repository. The environment variable
/// IOSBACKUP_MUTATIONS says how many; without it there are few.
/// </summary>
public sealed class MutationTests(GoodBackups backups) : IClassFixture<GoodBackups>
{
    private const int Few = 300;
    private const int Seed = 20261128;

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("IOSBACKUP_MUTATIONS"), out int count) ? count : Few;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Full_names_every_damaged_file_and_quick_every_one_that_is_gone_or_cut(bool isEncrypted)
    {
        using GoodBackup backup = backups.Copy(isEncrypted);
        Random random = new(Seed);
        Dictionary<MutationKind, int> planted = [];
        for (int i = 0; i < Count / 2; i++)
        {
            using Mutation mutation = Mutation.Plant(backup.Folder, random);
            planted[mutation.Kind] = planted.GetValueOrDefault(mutation.Kind) + 1;
            string what = $"{mutation}, mutation {i}";

            RequireNamed(await backup.VerifyAsync(VerificationLevel.Full), mutation, what + ", Full");
            if (mutation.Kind is MutationKind.Remove or MutationKind.Truncate)
            {
                RequireNamed(await backup.VerifyAsync(VerificationLevel.Quick), mutation, what + ", Quick");
            }
        }

        Assert.Empty((await backup.VerifyAsync(VerificationLevel.Full)).Findings);
        TestContext.Current.SendDiagnosticMessage(
            string.Join(", ", planted.Select(static kind => $"{kind.Key} {kind.Value}")));
    }

    private static void RequireNamed(VerificationResult result, Mutation mutation, string what)
    {
        Assert.False(result.Passed, what);
        foreach (string file in mutation.Files)
        {
            string name = Path.GetFileName(file);
            Assert.True(
                result.Findings.Any(finding => finding.Severity == FindingSeverity.Error
                    && (finding.FileName ?? finding.FileId) == name),
                string.Create(CultureInfo.InvariantCulture, $"{name} is not named: {what}"));
        }
    }
}
