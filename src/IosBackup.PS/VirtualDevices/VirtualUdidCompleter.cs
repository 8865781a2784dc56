using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace IosBackup.VirtualDevices;

/// <summary>Completes the UDIDs of running virtual devices.</summary>
public sealed class VirtualUdidCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        return VirtualDeviceHost.Find(WildcardPattern.Escape(wordToComplete.Trim('\'', '"')) + "*").Select(
            device => new CompletionResult(
                device.Udid,
                device.Udid,
                CompletionResultType.ParameterValue,
                $"{device.Name}, iOS {device.ProductVersion}, virtual"));
    }
}
