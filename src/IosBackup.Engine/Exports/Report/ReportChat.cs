using System;
using System.Collections.Generic;

namespace IosBackup.Engine.Exports.Report;

/// <summary>A conversation of a report.</summary>
internal sealed class ReportChat(ReportList messages)
{
    private const int MostServices = 4;

    private readonly List<string> _services = [];

    public ReportList Messages { get; } = messages;

    public string Name { get; set; } = "";

    public DateTimeOffset? Last { get; set; }

    /// <summary>Where it takes place.</summary>
    public string Services => string.Join(", ", _services);

    public void AddService(string service)
    {
        if (service.Length > 0 && _services.Count < MostServices && !_services.Contains(service))
        {
            _services.Add(service);
        }
    }
}
