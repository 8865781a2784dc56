using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Tests.Files;
using IosBackup.Engine.Tests.Runs;
using Xunit;

namespace IosBackup.Engine.Tests.Repository;

/// <summary>
/// One call of the file system fails while a generation is copied or removed, whichever: every other generation is
/// untouched, what is there is whole, and doing it again ends good.
/// </summary>
public sealed class FaultyCopyAndRemovalTests : IAsyncLifetime
{
    private const int Spread = 6;

    private readonly TemporaryFolder _other = new();
    private Bench _bench = null!;
    private Generation _older = null!;
    private Generation _newer = null!;

    public static TheoryData<string> Failures => DiskFailures.Names;

    private BackupRepository Here => BackupRepository.Open(FileLayer.Real, _bench.Repository.Path);

    private BackupRepository There => BackupRepository.Open(FileLayer.Real, _other.Path);

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync();
        _bench.KeepFew();
        await _bench.BackUpAsync();
        _bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "messages that came later");
        _bench.Phone.Content.Remove("HomeDomain", "Library/Preferences/com.apple.test.plist");
        await _bench.BackUpAsync();
        IReadOnlyList<Generation> generations = Here.Generations();
        (_newer, _older) = (generations[0], generations[1]);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void No_failing_call_of_a_first_copy_leaves_anything_half_done(string failure) =>
        TryEveryCall(failure, start: [], _older, files => Copy(_older, files), end: [_older]);

    [Theory]
    [MemberData(nameof(Failures))]
    public void No_failing_call_of_a_copy_costs_the_generation_before(string failure) =>
        TryEveryCall(failure, start: [_older], _newer, files => Copy(_newer, files), end: [_newer, _older]);

    [Theory]
    [MemberData(nameof(Failures))]
    public void No_failing_call_of_a_copy_costs_a_newer_generation(string failure) =>
        TryEveryCall(failure, start: [_newer], _older, files => Copy(_older, files), end: [_newer, _older]);

    [Theory]
    [MemberData(nameof(Failures))]
    public void No_failing_call_of_a_removal_costs_the_newest_generation(string failure) =>
        TryEveryCall(failure, start: [_older, _newer], _older, files => Remove(_older, files), end: [_newer]);

    [Theory]
    [MemberData(nameof(Failures))]
    public void No_failing_call_of_the_removal_of_the_newest_costs_the_one_before(string failure) =>
        TryEveryCall(failure, start: [_older, _newer], _newer, files => Remove(_newer, files), end: [_older]);

    public async ValueTask DisposeAsync()
    {
        _other.Dispose();
        await _bench.DisposeAsync();
    }

    /// <summary>Does something to one generation, again and again from the same start, with one call failing.</summary>
    private void TryEveryCall(
        string failure, Generation[] start, Generation concerned, Action<FileLayer> act, Generation[] end)
    {
        string[][] source = Contents(Here);
        Prepare(start);
        FaultyFileLayer counting = new(int.MaxValue);
        act(counting);
        foreach (int failing in DiskFailures.Calls(failure, counting.Calls, Spread))
        {
            Prepare(start);
            bool failed = false;
            try
            {
                act(DiskFailures.At(failing, failure));
            }
            catch (EngineException error)
            {
                failed = true;
                Assert.Equal(DiskFailures.Meaning(failure), error.Kind);
            }

            RequireWhole(start.Where(one => one != concerned), failed ? start.Concat(end) : end);
            Repeat(act);
            RequireWhole(end, end);
            Assert.True(There.Generations()[0].IsNewest);
        }

        Assert.Equal(source, Contents(Here));
    }

    private static string[][] Contents(BackupRepository repository) =>
        [.. repository.Generations().Select(static one => FolderContents.Describe(one.Path))];

    /// <summary>What there is, is one of the allowed generations and whole; what has to be there, is.</summary>
    private void RequireWhole(IEnumerable<Generation> required, IEnumerable<Generation> allowed)
    {
        IReadOnlyList<Generation> there = There.Generations();
        Dictionary<string, string[]> known = allowed.Distinct()
            .ToDictionary(static one => one.Status!.Uuid!, static one => FolderContents.Describe(one.Path));
        Assert.All(there, one => Assert.Equal(known[one.Status!.Uuid!], FolderContents.Describe(one.Path)));
        Assert.Empty(required.Select(static one => one.Status!.Uuid)
            .Except(there.Select(static one => one.Status!.Uuid)));
    }

    /// <summary>Does it again; a removal that failed while it deleted has nothing left to do.</summary>
    private static void Repeat(Action<FileLayer> act)
    {
        try
        {
            act(FileLayer.Real);
        }
        catch (EngineException error)
        {
            Assert.Equal(ErrorKind.BackupReplaced, error.Kind);
        }
    }

    private void Prepare(Generation[] start)
    {
        foreach (Generation generation in There.Generations().Reverse())
        {
            if (start.All(wanted => wanted.Status!.Uuid != generation.Status!.Uuid))
            {
                Remove(generation, FileLayer.Real);
            }
        }

        foreach (Generation wanted in start)
        {
            Copy(wanted, FileLayer.Real);
        }

        RequireWhole(start, start);
    }

    private void Copy(Generation generation, FileLayer files)
    {
        using DeviceRepository target = BackupRepository.Open(files, _other.Path).OpenDevice(generation.Udid);
        target.Receive(generation, Here.FindLedger(generation), null, TestContext.Current.CancellationToken);
    }

    private void Remove(Generation generation, FileLayer files)
    {
        using DeviceRepository place = BackupRepository.Open(files, _other.Path).OpenDevice(generation.Udid);
        place.Remove(generation, force: true);
    }
}
