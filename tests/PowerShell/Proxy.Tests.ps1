BeforeAll {
    . $PSScriptRoot/Module.ps1

    # A provider in a runspace of its own, which answers every request with a message of 1,000 tokens in and 100 out: $0.0045.
    function Start-Provider {
        $script:listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $script:providerUrl = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
        $null = [powershell]::Create().AddScript({
            param($listener)
            for ($number = 1; ; $number++) {
                $client = $listener.AcceptTcpClient()
                $stream = $client.GetStream()
                $reader = [System.IO.StreamReader]::new($stream, [System.Text.Encoding]::Latin1)
                $length = 0
                while ($line = $reader.ReadLine()) { if ($line -match '^content-length: *(\d+)') { $length = [int]$Matches[1] } }
                if ($length) { $null = $reader.ReadBlock([char[]]::new($length), 0, $length) }
                $body = "{""id"":""msg_$number"",""type"":""message"",""role"":""assistant"",""model"":""claude-sonnet-4-5"",""content"":[],""usage"":{""input_tokens"":1000,""output_tokens"":100}}"
                $stream.Write([System.Text.Encoding]::Latin1.GetBytes("HTTP/1.1 200 OK`r`ncontent-type: application/json`r`nrequest-id: req_$number`r`ncontent-length: $($body.Length)`r`nconnection: close`r`n`r`n$body"))
                $client.Dispose()
            }
        }).AddArgument($listener).BeginInvoke()
    }

    function Invoke-Model($Url = $env:ANTHROPIC_BASE_URL) {
        $body = @{ model = 'claude-sonnet-4-5'; max_tokens = 10; messages = @() } | ConvertTo-Json
        Invoke-RestMethod "$Url/v1/messages" -Method Post -Body $body -ContentType application/json -Headers @{ 'anthropic-version' = '2023-06-01' } -NoProxy
    }
}

Describe 'The proxy in a whole PowerShell' {
    BeforeAll { New-Place; Start-Provider }
    AfterAll { Stop-CsProxy; $listener.Stop(); Remove-Place }

    It 'starts, records and stops' {
        $proxy = Start-CsProxy -Port 0 -SessionName nightly -Upstream @{ anthropic = $providerUrl }
        $proxy | Should -BeOfType ([Codesession.ProxyEndpoint])
        (Get-CsProxy).Port | Should -Be $proxy.Port
        (Invoke-Model $proxy.Url).type | Should -Be 'message'
        ($proxy | Stop-CsProxy -PassThru).ProcessId | Should -Be $proxy.ProcessId
        Get-CsProxy | Should -BeNullOrEmpty
        (Get-CsSession nightly).AiCost | Should -Be 0.0045
    }

    It 'sees the calls of a block, and leaves the environment as it was' {
        $env:ANTHROPIC_BASE_URL = $providerUrl
        try {
            $output = Invoke-CsRun -PassThru { (Invoke-Model).id; $env:ANTHROPIC_BASE_URL }
            $env:ANTHROPIC_BASE_URL | Should -Be $providerUrl
        }
        finally { $env:ANTHROPIC_BASE_URL = $null }
        $output[0] | Should -Match '^msg_'
        $output[1] | Should -Match '^http://127' -Because $output[1]
        $output[1] | Should -Not -Be $providerUrl
        $output[2].AiCalls | Should -Be 1
        $output[2].AiCost | Should -Be 0.0045
    }

    It 'lets a pwsh that has started one end, with its output read to the end' {
        $module = (Get-Module Codesession).ModuleBase
        $url = pwsh -NoProfile -c "Import-Module '$module'; (Start-CsProxy -Port 0).Url"
        (Get-CsProxy).Url | Should -Be $url
        Stop-CsProxy
        Get-CsProxy | Should -BeNullOrEmpty
    }
}
