using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Repository;
using IosBackup.VirtualDevice;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>Two processes write to one repository at the same moment.</summary>
public sealed class TwoProcessesTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Rounds = 10;
    private const int Openings = 50;
    private const int LongestMilliseconds = 10;
    private const string Good = "good";

    private readonly Random _random = new(20261128);
    private readonly TemporaryFolder _folder = new();
    private readonly VirtualPhone _otherPhone = new();
    private Bench _bench = null!;
    private HostProcess _first = null!;
    private HostProcess _second = null!;
    private HostProcess _third = null!;

    private string Udid => _bench.Phone.Udid;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync();
        _bench.KeepFew();
        _bench.Mux.Attach(_otherPhone);
        _otherPhone.Content.Put("HomeDomain", "Library/SMS/sms.db", "other messages");
        await new DevicePairing(_bench.Endpoint).PairAsync(
            _otherPhone.Udid, cancellation: TestContext.Current.CancellationToken);
        _first = await HostProcess.ServeAsync(_bench.Mux.Endpoint, Udid);
        _second = await HostProcess.ServeAsync(_bench.Mux.Endpoint, Udid);
        _third = await HostProcess.ServeAsync(_bench.Mux.Endpoint, _otherPhone.Udid);
    }

    public async ValueTask DisposeAsync()
    {
        _first?.Dispose();
        _second?.Dispose();
        _third?.Dispose();
        await _bench.DisposeAsync();
        await _otherPhone.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Of_two_that_back_up_one_device_one_ends_good_and_the_other_is_told_of_it()
    {
        string order = "backup " + _bench.Repository.Path;
        for (int round = 1; round <= Rounds; round++)
        {
            // Neither ends good before the other has answered.
            using GatedContent gate = new(BitConverter.GetBytes(round));
            _bench.Phone.Content.Put("HomeDomain", "Library/gate", gate);
            (HostProcess Host, Task<string> Answer)[] both = await TellAsync(order, _first, _second);
            Task<string> early = await Task.WhenAny(both[0].Answer, both[1].Answer);
            string refusal = await early;
            (HostProcess winner, Task<string> late) = both.Single(one => one.Answer != early);
            gate.LetThrough();

            Assert.Equal(Good, await late);
            Assert.True(IsRefusal(refusal), refusal);
            Assert.Contains($"process {winner.Id} ", refusal, StringComparison.Ordinal);
            Assert.Equal(round, AssertWellFormed(_bench.Repository.Path, Udid));
            _bench.AssertEqualsPhone(_bench.Newest);
        }
    }

    [Theory]
    [InlineData("backup", Rounds)]
    [InlineData("open", Openings)]
    public async Task Two_that_begin_a_repository_at_the_same_moment_begin_one(string order, int rounds)
    {
        int refused = 0;
        for (int round = 0; round < rounds; round++)
        {
            string repository = NewRepository(round);
            bool oneDevice = round % 2 == 0;
            (HostProcess Host, Task<string> Answer)[] both =
                await TellAsync($"{order} {repository}", _first, oneDevice ? _second : _third);
            string[] answers = await Task.WhenAll(both.Select(static one => one.Answer));

            Assert.Contains(Good, answers);
            string[] others = [.. answers.Where(static answer => answer != Good)];
            Assert.All(others, answer => Assert.True(oneDevice && IsRefusal(answer), answer));
            refused += others.Length;
            int generations = AssertWellFormed(repository, oneDevice ? [Udid] : [Udid, _otherPhone.Udid]);
            if (order == "backup")
            {
                Assert.Equal(2 - others.Length, generations);
                _bench.AssertEqualsPhone(Path.Combine(repository, Udid));
            }
        }

        output.WriteLine($"{rounds} repositories, {refused} refusals");
    }

    /// <summary>Tells both, in an order and with a pause that the seed gives.</summary>
    private async Task<(HostProcess Host, Task<string> Answer)[]> TellAsync(
        string order, HostProcess one, HostProcess other)
    {
        (HostProcess early, HostProcess late) = _random.Next(2) == 0 ? (one, other) : (other, one);
        Task<string> first = early.AskAsync(order);
        if (_random.Next(2) == 0)
        {
            await Task.Delay(_random.Next(LongestMilliseconds), TestContext.Current.CancellationToken);
        }

        return [(early, first), (late, late.AskAsync(order))];
    }

    /// <summary>A folder that is empty or is not there at all.</summary>
    private string NewRepository(int round)
    {
        string repository = _folder[$"repository-{round}"];
        if (_random.Next(2) == 0)
        {
            Directory.CreateDirectory(repository);
        }

        return repository;
    }

    private static bool IsRefusal(string answer) =>
        answer.StartsWith($"{ErrorKind.RepositoryLocked} ", StringComparison.Ordinal);

    /// <summary>One repository of these devices and nothing half made. Returns the number of generations.</summary>
    private static int AssertWellFormed(string root, params string[] udids)
    {
        string own = Path.Combine(root, RepositoryLayout.OwnFolder);
        string mark = Path.Combine(own, "repository.plist");
        Assert.Equal(
            udids.Append(Path.GetFileName(mark)).Order(StringComparer.Ordinal),
            Directory.GetFileSystemEntries(own).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("Format", Assert.Single(PropertyList.ParseDictionary(File.ReadAllBytes(mark))).Key);
        Assert.Equal(1, PropertyList.ParseDictionary(File.ReadAllBytes(mark)).GetInteger("Format"));
        foreach (string udid in udids)
        {
            RepositoryLayout layout = new(root, udid);
            Assert.False(File.Exists(layout.Journal));
            Assert.False(File.Exists(layout.LockOwner));
            Assert.False(Directory.Exists(layout.Staging));
        }

        return BackupRepository.Open(FileLayer.Real, root).Generations().Count(static one => one.IsFinished);
    }
}
