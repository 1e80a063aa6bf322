using System.Security;

namespace Codesession;

/// <summary>A running dashboard, as others are told of it.</summary>
/// <param name="Url">Where it is reached: <c>http://127.0.0.1:3737</c>. Its API is below <c>/api/v1</c>.</param>
/// <param name="Port">The port.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="StartedAt">When it was started.</param>
public sealed record DashboardEndpoint(string Url, int Port, int ProcessId, DateTimeOffset StartedAt)
{
    /// <summary>What its API wants to be shown, for <c>Invoke-RestMethod -Authentication Bearer -Token</c>.</summary>
    public SecureString Token
    {
        get
        {
            var secret = new SecureString();
            foreach (var letter in Secret)
            {
                secret.AppendChar(letter);
            }
            secret.MakeReadOnly();
            return secret;
        }
    }

    private string Secret { get; init; } = "";

    /// <summary>The dashboard of a record.</summary>
    public static DashboardEndpoint Of(ServerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new(record.Url, record.Port, record.ProcessId, record.StartedAt) { Secret = record.Token };
    }
}
