using System;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Policies;
using IosBackup.Parameters;
using IosBackup.Pipeline;
using IosBackup.Policies;

namespace IosBackup.Commands;

[Cmdlet(VerbsLifecycle.Invoke, "IosBackupPolicy", SupportsShouldProcess = true)]
[OutputType(typeof(IosBackupPolicyRun))]
public sealed class InvokeIosBackupPolicyCommand : EngineCmdlet
{
    private string _path = string.Empty;
    private string _repository = string.Empty;
    private BackupPolicy _policy = new();

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    [Parameter]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    private protected override void PrepareRecord()
    {
        _path = new FileSystemPaths(SessionState).ResolveLiteral(Path);
        _policy = BackupPolicyReader.Read(_path);
        _repository = _policy.Repository ?? RepositoryPath.Default;
    }

    /// <summary>All steps are cmdlets of their own, which only the pipeline thread may run.</summary>
    private protected override Task ProcessRecordAsync(CancellationToken stop) => AskAsync(() =>
    {
        try
        {
            CarryOut(stop);
        }
        catch (EngineException error)
        {
            Fail(error, _path);
        }

        return true;
    });

    /// <summary>What a run is made of writes its own errors; what comes here leaves no run to tell of it.</summary>
    private protected override bool EndsTheCall(Exception error) => true;

    private void CarryOut(CancellationToken stop)
    {
        string what = $"Carry out the policy {_path} with the backups in {_repository}.";
        bool isAgreed = ShouldProcess(what, what, "Invoke-IosBackupPolicy", out ShouldProcessReason reason);
        bool isPlan = reason == ShouldProcessReason.WhatIf;
        if (isAgreed || isPlan)
        {
            PolicyJob job = new()
            {
                Path = _path,
                Policy = _policy,
                Repository = _repository,
                Password = Password,
                Endpoint = Endpoint,
                IsPlan = isPlan,
                Commands = new NestedCommands(this, isPlan, stop),
                ShowPlan = plan => ShouldProcess(plan, plan, "Invoke-IosBackupPolicy"),
                Fail = error => Fail(error, null, ends: false),
                Warn = Warn,
                Tell = Tell,
            };
            Emit(new PolicyRun(job).Run());
        }
    }
}
