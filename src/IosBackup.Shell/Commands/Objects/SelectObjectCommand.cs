using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Objects;

[Cmdlet(VerbsCommon.Select, "Object")]
public sealed class SelectObjectCommand : PSCmdlet
{
    private readonly Queue<PSObject> _tail = new();
    private readonly List<PSObject> _unique = [];
    private ObjectProjection _projection = null!;
    private int _skipped;
    private int _taken;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public string[]? ExcludeProperty { get; set; }

    [Parameter]
    public string? ExpandProperty { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; } = -1;

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; } = -1;

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int SkipLast { get; set; }

    /// <summary>Lets the commands before this one run to their end.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    protected override void BeginProcessing()
    {
        _projection = new ObjectProjection(Property, ExcludeProperty, ExpandProperty);
        StopIfEnough();
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null || Enough)
        {
            return;
        }

        if (Last < 0 && _skipped < Skip)
        {
            _skipped++;
        }
        else if (First >= 0 && _taken < First)
        {
            Take(InputObject);
        }
        else if (Last >= 0 || SkipLast > 0)
        {
            Keep(InputObject);
        }
        else
        {
            Take(InputObject);
        }

        StopIfEnough();
    }

    protected override void EndProcessing()
    {
        if (Last >= 0)
        {
            foreach (PSObject item in _tail.Take(Math.Max(_tail.Count - Skip, 0)))
            {
                Take(item);
            }
        }
    }

    private bool Enough => First >= 0 && Last < 0 && _taken >= First;

    private void StopIfEnough()
    {
        if (Enough && !Wait)
        {
            throw EngineInternals.StopUpstream(this);
        }
    }

    private void Keep(PSObject item)
    {
        _tail.Enqueue(item);
        int most = Last >= 0 ? Last + Skip : SkipLast;
        if (_tail.Count > most)
        {
            PSObject oldest = _tail.Dequeue();
            if (Last < 0)
            {
                Take(oldest);
            }
        }
    }

    private void Take(PSObject item)
    {
        _taken++;
        foreach (PSObject result in _projection.Apply(item, WriteError))
        {
            if (!Unique)
            {
                WriteObject(result);
            }
            else if (!_unique.Any(known => ObjectProjection.Same(known, result)))
            {
                _unique.Add(result);
                WriteObject(result);
            }
        }
    }
}
