using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Calls;
using IosBackup.Engine.Tests.VirtualDevice.Content;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.Records.Calls;

public sealed class CallReaderTests
{
    private const string StorePath = "Library/CallHistoryDB/CallHistory.storedata";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Calls_of_phone_and_WhatsApp_are_those_that_were_planned()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosCall> calls = Read(backup);
        Assert.Equal(
            TestPhone.Truth.Samples(StarterKind.Call).Select(static sample => (sample.Key, sample.Text)).Order(),
            calls.Where(static call => call.FileId == FileIds.Compute("HomeDomain", StorePath))
                .Select(static call => (call.CallId!, call.Number ?? "")).Order());
        Assert.Equal(
            TestPhone.Truth.Count(StarterKind.Call) + TestPhone.Truth.Count(StarterKind.WhatsAppCall), calls.Count);
        Assert.Contains(calls, static call => call.Participants.Count == 3 && call.Kind == IosCallKind.FaceTimeVideo);
        Assert.Contains(calls, static call => call.Number is null && call.Status == IosCallStatus.Missed);
        Assert.Contains(calls, static call => call.IsJunk);
        Assert.Contains(calls, static call => call.Name is not null && call.Status == IosCallStatus.Unanswered);
        Assert.Equal(calls.Count(static call => call.Name?.StartsWith("Am", StringComparison.Ordinal) == true),
            Read(backup, new CallQuery { Contacts = ["Am*"] }).Count);
    }

    [Fact]
    public void Calls_of_all_histories_come_in_one_order()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosCall> calls = Read(backup);
        List<DateTimeOffset?> dates = [.. calls.Select(static call => call.Date)];
        Assert.Equal(dates.Order(), dates);
        Assert.True(calls.Select(static call => call.FileId).Distinct().Count() > 1);
        dates.Reverse();
        Assert.Equal(dates, Read(backup, new CallQuery { NewestFirst = true }).Select(static call => call.Date));
    }

    [Fact]
    public void A_damaged_history_does_not_hide_another()
    {
        byte[] damaged = File.ReadAllBytes(ConformanceData.Conformance("stores", "calls.1.CallHistory.storedata"));
        Array.Clear(damaged, 100, damaged.Length - 100);
        byte[] whatsApp = TestStore.Create(
            "CREATE TABLE ZWACDCALLEVENT (Z_PK INTEGER PRIMARY KEY, ZCALLIDSTRING TEXT, ZDATE REAL);"
            + "INSERT INTO ZWACDCALLEVENT VALUES (1, 'call', 700000000)");
        using StoreBackup backup = StoreBackup.Of(
            ("HomeDomain", StorePath, damaged),
            ("AppDomainGroup-group.net.whatsapp.WhatsApp.shared", "CallHistory.sqlite", whatsApp));
        List<IosCall> calls = [];
        EngineException error = Assert.Throws<EngineException>(() =>
        {
            foreach (IosCall call in new CallReader().Read(backup.Source, new CallQuery(), Stop))
            {
                calls.Add(call);
            }
        });
        Assert.Equal(ErrorKind.DatabaseDamaged, error.Kind);
        Assert.Equal("call", Assert.Single(calls).CallId);
    }

    [Fact]
    public void An_unencrypted_backup_says_why_it_has_none()
    {
        using StoreBackup backup = StoreBackup.Of(("HomeDomain", "Library/x", [1]));
        Assert.Empty(Read(backup));
        Assert.Equal(RecordWarningKind.NotInUnencryptedBackups, Assert.Single(backup.Warnings).Kind);
    }

    [Fact]
    public void The_synthetic_store_gives_its_calls()
    {
        byte[] store = File.ReadAllBytes(ConformanceData.Conformance("stores", "calls.1.CallHistory.storedata"));
        using StoreBackup backup = StoreBackup.Of(("HomeDomain", StorePath, store));
        Assert.Equal(5, Read(backup).Count);
    }

    [Fact]
    public void The_history_of_iOS_7_is_read()
    {
        byte[] store = TestStore.Create(
            "CREATE TABLE call (ROWID INTEGER PRIMARY KEY, address TEXT, date INTEGER, duration INTEGER,"
            + " flags INTEGER);"
            + "INSERT INTO call VALUES (1, '+447700900100', 1400000000, 61, 5), (2, '', 1400000100, 0, 4)");
        using StoreBackup backup = StoreBackup.Of(("WirelessDomain", "Library/CallHistory/call_history.db", store));
        List<IosCall> calls = Read(backup);
        Assert.Equal([true, false], calls.Select(static call => call.IsOutgoing));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1400000000), calls[0].Date);
        Assert.Equal(IosCallStatus.Missed, calls[1].Status);
        Assert.Empty(backup.Warnings);
    }

    private static List<IosCall> Read(StoreBackup backup, CallQuery? query = null) =>
        [.. new CallReader().Read(backup.Source, query ?? new CallQuery(), Stop)];
}
