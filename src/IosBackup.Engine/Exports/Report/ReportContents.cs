using System;
using System.Collections.Generic;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Records;

namespace IosBackup.Engine.Exports.Report;

/// <summary>
/// What a report holds while it is written: lists whose parts are in the page already, and what to count.
/// </summary>
internal sealed class ReportContents : IDisposable
{
    public ReportContents(RecordSource source, ReportPage page)
    {
        Source = source;
        Chats = new ReportChats(page);
        Photos = new ReportList(page);
        Contacts = new ReportList(page);
        Calls = new ReportList(page);
        Notes = new ReportList(page);
    }

    public RecordSource Source { get; }

    public ReportTimeline Timeline { get; } = new();

    public ReportChats Chats { get; }

    public ReportList Photos { get; }

    public ReportList Contacts { get; }

    public ReportList Calls { get; }

    public ReportList Notes { get; }

    /// <summary>What could not be read.</summary>
    public List<ReportFailure> Failures { get; } = [];

    /// <summary>Fills a section. That a store is damaged must not keep the others from the page.</summary>
    public void Fill(string section, Action fill)
    {
        try
        {
            fill();
        }
        catch (EngineException e) when (e.Kind is ErrorKind.DatabaseDamaged or ErrorKind.PayloadMissing
            or ErrorKind.PayloadDamaged or ErrorKind.ClassKeyMissing or ErrorKind.PropertyListInvalid)
        {
            Failures.Add(new ReportFailure(section, e));
        }
    }

    /// <summary>Writes what waits.</summary>
    public void Flush()
    {
        Chats.Flush();
        Photos.Flush();
        Contacts.Flush();
        Calls.Flush();
        Notes.Flush();
    }

    public void Dispose()
    {
        Chats.Dispose();
        Photos.Dispose();
        Contacts.Dispose();
        Calls.Dispose();
        Notes.Dispose();
    }
}
